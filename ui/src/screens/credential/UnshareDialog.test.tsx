// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { backend, json, later, networkFails, type Call } from '../../testing/backend';
import { credential } from '../../testing/data';
import { Closing, show } from '../../testing/show';
import { UnshareDialog } from './UnshareDialog';

const subject = { type: 'workspace', id: 'ws_2', name: 'Sales' } as const;
const losing = {
  stops: [],
  engines: [
    { key: { id: 'key_1', name: 'engine' }, flow: 'order-sync', uses: 12_947, lastUsedAt: '2026-11-23T00:00:00Z' },
  ],
};

function opened(preview: (call: Call) => Response | Promise<Response>) {
  const server = backend({
    'DELETE /credentials/cred_1/grants/ws_2': (call) =>
      call.search ? preview(call) : new Response(null, { status: 204 }),
  });
  const dialog = (
    <Closing onClosed={() => undefined}>
      {(close) => <UnshareDialog credential={credential} subject={subject} onClose={close} />}
    </Closing>
  );
  return { ...show(dialog), server };
}

const button = () => screen.findByRole('button', { name: 'Stop sharing' });

describe('unsharing', () => {
  it('names the engines that lose the credential, before anything is changed', async () => {
    const { user, server } = opened(() => json(losing));
    expect(
      await screen.findByText(/Used 12,947 times in the last 30 days by order-sync \(key engine\), last time/),
    ).toBeVisible();
    expect(server.of('DELETE').map(({ search }) => search)).toEqual(['?preview=true']);
    await user.click(await button());
    await waitFor(() => expect(server.of('DELETE').at(-1)?.search).toBe(''));
  });

  it('waits for the answer', async () => {
    opened(later().answer);
    expect(await button()).toBeDisabled();
  });

  it('says that it is not known who loses it, and lets it happen all the same', async () => {
    opened(networkFails);
    expect(await screen.findByText(/could not be loaded/)).toBeVisible();
    expect(await button()).toBeEnabled();
  });
});
