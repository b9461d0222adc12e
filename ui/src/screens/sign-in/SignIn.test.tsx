// @vitest-environment jsdom
import { act, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { meKey } from '../../api/session';
import { backend, json, networkFails, problem } from '../../testing/backend';
import { Frame } from '../../frame/Frame';
import { me } from '../../testing/data';
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

  describe('after a session has ended', () => {
    const frame = (
      <Routes>
        <Route path="/sign-in" element={<SignIn />} />
        <Route path="*" element={<Frame />} />
      </Routes>
    );
    afterEach(() => localStorage.clear());

    async function returned(signedOut = false) {
      let signedIn = true;
      backend({
        'GET /me': () => (signedIn ? json(me) : problem(401, 'unauthenticated')),
        'GET /health': () => json({ status: 'up', setUp: true }),
        'DELETE /session': () => new Response(null, { status: 204 }),
        'POST /session': () => {
          signedIn = true;
          return json({});
        },
      });
      const first = show(frame, '/audit?action=credential.used');
      await screen.findByRole('button', { name: /^Olga/ });
      if (signedOut) {
        vi.stubGlobal('location', { ...window.location, assign: vi.fn() });
        await first.user.click(screen.getByRole('button', { name: /^Olga/ }));
        await first.user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
        await waitFor(() => expect(window.location.assign).toHaveBeenCalled());
      }
      signedIn = false;
      await act(() => first.queries.resetQueries({ queryKey: meKey }));
      await screen.findByLabelText('E-mail');
      return first;
    }

    it('says why it asks, and leads back to where one was', async () => {
      const { user, router } = await returned();
      expect(screen.getByText('Your session has ended. Sign in again to continue.')).toBeVisible();

      await user.type(screen.getByLabelText('E-mail'), 'olga@example.test');
      await user.type(screen.getByLabelText('Password'), 'obviously fake');
      await user.click(screen.getByRole('button', { name: 'Sign in' }));
      await waitFor(() =>
        expect(router.state.location.pathname + router.state.location.search).toBe('/audit?action=credential.used'),
      );
    });

    it('says nothing of it to somebody who signed out', async () => {
      await returned(true);
      expect(screen.queryByText(/Your session has ended/)).not.toBeInTheDocument();
    });
  });
});
