// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { account, accountKey, listed } from '../../testing/accounts';
import { backend, later, networkFails, problem, type Call } from '../../testing/backend';
import { Closing, show } from '../../testing/show';
import { DeleteServiceAccountDialog } from './DeleteServiceAccountDialog';

type Route = (call: Call) => Response | Promise<Response>;

const call = 'DELETE /service-accounts/svc_1';

function opened(routes: Record<string, Route> = {}) {
  const closed = vi.fn();
  const server = backend({
    'GET /api-keys': listed(accountKey, { ...accountKey, id: 'key_2', name: 'of-olga', serviceAccount: null }),
    'GET /service-accounts': listed(account),
    ...routes,
  });
  const page = show(
    <Closing onClosed={closed}>{(close) => <DeleteServiceAccountDialog account={account} onClose={close} />}</Closing>,
    '/settings/service-accounts',
  );
  return { ...page, server, closed };
}

const confirm = () => screen.getByRole('button', { name: 'Delete service account' });

async function confirmed(page: ReturnType<typeof opened>) {
  await waitFor(() => expect(confirm()).toBeEnabled());
  await page.user.click(confirm());
}

describe('DeleteServiceAccountDialog', () => {
  it('names the API keys that stop at once, and no others', async () => {
    opened();
    expect(await screen.findByText('These API keys stop at once:')).toBeVisible();
    expect(screen.getByText(/billing-engine/)).toBeVisible();
    expect(screen.queryByText(/of-olga/)).not.toBeInTheDocument();
  });

  it('says that it has no API keys only once it knows, and waits until then', async () => {
    const keys = later();
    opened({ 'GET /api-keys': keys.answer });
    expect(screen.getByText('Checking its API keys…')).toBeVisible();
    expect(confirm()).toBeDisabled();

    keys.come(listed()());

    expect(await screen.findByText('It has no API keys.')).toBeVisible();
    expect(confirm()).toBeEnabled();
  });

  it('does not delete what stops nobody knows what', async () => {
    let fails = true;
    const { user } = opened({ 'GET /api-keys': () => (fails ? networkFails() : listed(accountKey)()) });
    expect(await screen.findByText('The API keys could not be loaded')).toBeVisible();
    expect(confirm()).toBeDisabled();
    fails = false;

    await user.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByText(/billing-engine/)).toBeVisible();
  });

  it('deletes the version that was seen, and says so', async () => {
    const page = opened({ [call]: () => new Response(null, { status: 204 }) });
    await confirmed(page);

    expect(await screen.findByText('order-sync deleted')).toBeVisible();
    expect(page.closed).toHaveBeenCalledTimes(1);
    expect(page.server.of('DELETE')[0]?.headers.get('If-Match')).toBe('"4"');
  });

  it('wants its name typed where a key of it was used within 30 days, and says how much', async () => {
    const page = opened({
      'GET /api-keys': listed({ ...accountKey, uses: 12_947, lastUsedAt: new Date().toISOString() }),
      [call]: () => new Response(null, { status: 204 }),
    });
    expect(await screen.findByText(/Used 12,947 times in the last 30 days/)).toBeVisible();
    expect(confirm()).toBeDisabled();
    await page.user.type(screen.getByLabelText(/Type “order-sync” to confirm/), 'order-sync');
    await page.user.click(confirm());

    expect(await screen.findByText('order-sync deleted')).toBeVisible();
  });

  it('shows the reason of a refusal', async () => {
    const page = opened({ [call]: () => problem(412, 'version_conflict', { detail: 'Changed in the meantime.' }) });
    await confirmed(page);

    expect(await screen.findByText('Changed in the meantime.')).toBeVisible();
    expect(page.closed).not.toHaveBeenCalled();
  });

  it('says that the network failed where it is still there', async () => {
    const page = opened({ [call]: networkFails });
    await confirmed(page);

    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(page.closed).not.toHaveBeenCalled();
  });

  it('says that it is deleted where only the answer was lost', async () => {
    const page = opened({ [call]: networkFails, 'GET /service-accounts': listed() });
    await confirmed(page);

    expect(await screen.findByText('order-sync deleted')).toBeVisible();
    expect(page.closed).toHaveBeenCalledTimes(1);
    expect(screen.queryByText(/Checking what the server had already done/)).not.toBeInTheDocument();
  });

  it('takes the call back when it is cancelled, and tells that it was deleted all the same', async () => {
    let deleted = false;
    const page = opened({
      [call]: later().answer,
      'GET /service-accounts': () => (deleted ? listed() : listed(account))(),
    });
    await confirmed(page);
    await waitFor(() => expect(page.server.of('DELETE')).toHaveLength(1));
    deleted = true;
    await page.user.click(screen.getByRole('button', { name: 'Cancel' }));

    expect(page.server.of('DELETE')[0]?.signal.aborted).toBe(true);
    expect(await screen.findByText('order-sync was deleted before you cancelled.')).toBeVisible();
  });
});
