// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { meKey } from '../../api/session';
import { backend, json, networkFails, problem } from '../../testing/backend';
import { show } from '../../testing/show';
import { SignIn } from './SignIn';

function opened(session: Parameters<typeof backend>[0][string]) {
  const server = backend({
    'GET /me': () => problem(401, 'unauthenticated'),
    'GET /health': () => json({ status: 'up', setUp: true }),
    'POST /session': session,
  });
  const shown = show(<SignIn />, '/sign-in');
  shown.queries.removeQueries({ queryKey: meKey });
  return { ...shown, server };
}

describe('SignIn', () => {
  it.each([
    ['is refused', () => problem(401, 'unauthenticated'), 'Wrong e-mail or password.'],
    ['is not answered', networkFails, 'The server cannot be reached.'],
  ])('keeps what was typed when it %s', async (_, session, said) => {
    const { user } = opened(session);
    await user.type(await screen.findByLabelText('E-mail'), 'olga@example.test');
    await user.type(screen.getByLabelText('Password'), 'obviously fake');

    await user.click(screen.getByRole('button', { name: 'Sign in' }));

    expect(await screen.findByText(said, { exact: false })).toBeVisible();
    expect(screen.getByLabelText('E-mail')).toHaveValue('olga@example.test');
    expect(screen.getByLabelText('Password')).toHaveValue('obviously fake');
  });

  it('leads to the first input that is missing and sends nothing', async () => {
    const { user, server } = opened(() => json({}));

    await user.click(await screen.findByRole('button', { name: 'Sign in' }));

    expect(screen.getByText('Enter your e-mail address.')).toBeVisible();
    expect(screen.getByLabelText('E-mail')).toHaveFocus();
    expect(server.of('POST')).toHaveLength(0);
  });
});
