// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { answer, api } from '../api/client';
import { backend, problem } from '../testing/backend';
import { show } from '../testing/show';
import { SessionEnded } from './SessionEnded';

describe('the question for the password after the session has ended', () => {
  it('leaves the screen as it is when it is closed, and asks again at the next change', async () => {
    backend({
      'POST /credentials/cred_1/revoke': () => problem(401, 'unauthenticated'),
      'GET /credentials': () => problem(401, 'unauthenticated'),
    });
    const { user } = show(
      <>
        <input aria-label="Typed" />
        <SessionEnded />
      </>,
    );
    await user.type(screen.getByLabelText('Typed'), 'kept');
    const revoke = () =>
      answer(api.POST('/api/v1/credentials/{id}/revoke', { params: { path: { id: 'cred_1' } } })).catch(
        () => 'refused',
      );
    const first = revoke();
    await screen.findByRole('dialog', { name: 'Your session has ended' });

    await user.keyboard('{Escape}');

    expect(await first).toBe('refused');
    expect(screen.getByLabelText('Typed')).toHaveValue('kept');
    // What is read in the background does not ask again.
    await answer(api.GET('/api/v1/credentials')).catch(() => undefined);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    void revoke();
    expect(await screen.findByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
  });
});
