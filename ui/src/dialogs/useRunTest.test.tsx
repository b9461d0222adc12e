// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { backend, json, later, networkFails, type Call } from '../testing/backend';
import { credential } from '../testing/data';
import { show } from '../testing/show';
import { pass } from '../testing/time';
import { RowMenu } from '../screens/credentials/RowMenu';

async function started(answer: (call: Call) => Response | Promise<Response>) {
  const server = backend({ 'POST /credentials/cred_1/test': answer });
  const shown = show(<RowMenu credential={credential} />);
  await shown.user.click(await screen.findByRole('button', { name: 'Actions for acme-ci' }));
  await shown.user.click(await screen.findByRole('menuitem', { name: 'Test' }));
  return { ...shown, server };
}

afterEach(() => void vi.useRealTimers());

describe('a test from the menu of a row', () => {
  it('counts the seconds while it hangs, and can be stopped', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { user, server } = await started(later().answer);
    const stop = await screen.findByRole('button', { name: 'Stop testing acme-ci' });
    expect(stop).toHaveTextContent('Stop (0 s)');
    await pass(3_000);
    expect(stop).toHaveTextContent('Stop (3 s)');

    await user.click(stop);
    expect(await screen.findByText('The test of acme-ci was stopped')).toBeVisible();
    expect(server.of('POST')[0]?.signal.aborted).toBe(true);
    expect(screen.queryByText('acme-ci does not work')).not.toBeInTheDocument();
  });

  it('tells an answer that comes late', async () => {
    const late = later();
    await started(late.answer);
    late.come(json({ ok: true, message: null }));
    expect(await screen.findByText('acme-ci works')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open' })).toHaveAttribute('href', '/credentials/cred_1');
  });

  it('does not call the credential broken when Mortise itself had no network', async () => {
    const message = 'Mortise could not reach this service, nor any other that it tried.';
    await started(() => json({ ok: false, reason: 'network', inconclusive: true, message }));
    expect(await screen.findByText('acme-ci could not be tested')).toBeVisible();
    expect(screen.getByText(message)).toBeVisible();
    expect(screen.queryByText('acme-ci does not work')).not.toBeInTheDocument();
  });

  it('does not call the credential broken when only the server could not be reached', async () => {
    await started(networkFails);
    expect(await screen.findByText('acme-ci could not be tested')).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Stop/ })).not.toBeInTheDocument());
  });
});
