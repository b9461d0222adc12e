// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { identity } from '../api/confirmation';
import { backend, json, later, networkFails, problem, type Call } from '../testing/backend';
import { show } from '../testing/show';
import { freshSignIn as text } from '../text/entry';
import { FreshSignIn } from './FreshSignIn';

async function asked(answer: (call: Call) => Response | Promise<Response>) {
  const server = backend({ 'POST /session/confirm': answer });
  const page = show(<FreshSignIn />);
  await waitFor(() => expect(page.router.state.initialized).toBe(true));
  const outcome = identity.confirm(identity.confirmations());
  await page.user.type(await screen.findByLabelText(text.password), 'a fake password');
  const confirm = screen.getByRole('button', { name: text.confirm });
  return { ...page, server, outcome, confirm };
}

describe('the question for the password', () => {
  it('lets the call that waits go on once the password was right', async () => {
    const { user, confirm, outcome } = await asked(() => json({}));
    await user.click(confirm);
    expect(await outcome).toBe(true);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('says that it was wrong, and asks again', async () => {
    const { user, confirm, outcome } = await asked(() => problem(401, 'unauthenticated'));
    await user.click(confirm);
    expect(await screen.findByText(text.wrong)).toBeVisible();
    await user.click(screen.getByRole('button', { name: text.cancel }));
    expect(await outcome).toBe(false);
  });

  it('does not call a password wrong because the network failed', async () => {
    const { user, confirm, outcome } = await asked(networkFails);
    await user.click(confirm);
    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(screen.queryByText(text.wrong)).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: text.cancel }));
    expect(await outcome).toBe(false);
  });

  it('can be left while the answer hangs', async () => {
    const { user, confirm, outcome, server } = await asked(later().answer);
    await user.click(confirm);
    expect(server.of('POST')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: text.cancel }));
    expect(await outcome).toBe(false);
  });
});
