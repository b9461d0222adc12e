// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Credential } from '../../api/types';
import { backend, json, later, networkFails, type Call } from '../../testing/backend';
import { credential } from '../../testing/data';
import { show } from '../../testing/show';
import { BulkBar } from './BulkBar';
import type { Selection } from './useSelection';

type Routes = Record<string, (call: Call) => Response | Promise<Response>>;

const chosen = ['cred_1', 'cred_2'].map((id) => ({ ...credential, id, name: `acme-${id}` }) as Credential);

function selected(routes: Routes) {
  const server = backend(routes);
  const selection = { chosen, clear: () => undefined } as unknown as Selection;
  return { ...show(<BulkBar selection={selection} />), server };
}

describe('several credentials at once', () => {
  it('names those that will be revoked, and revokes nothing before', async () => {
    const { user, server } = selected({
      'POST /credentials/cred_1/revoke': () => json(credential),
      'POST /credentials/cred_2/revoke': networkFails,
    });
    await user.click(await screen.findByRole('button', { name: 'Revoke selected' }));
    const question = within(await screen.findByRole('dialog', { name: 'Revoke 2 credentials?' }));
    expect(question.getByText('acme-cred_2')).toBeVisible();
    expect(server.of('POST')).toHaveLength(0);

    await user.click(question.getByRole('button', { name: 'Revoke credentials' }));
    const results = within(await screen.findByRole('dialog', { name: 'Revoked credentials' }));
    expect(results.getByText('2 of 2 done')).toBeVisible();
    expect(results.getByText(/The server cannot be reached/)).toBeVisible();
  });

  it('tests the others while one hangs, and goes on behind a closed dialog', async () => {
    const late = later();
    const { user } = selected({
      'POST /credentials/cred_1/test': late.answer,
      'POST /credentials/cred_2/test': () => json({ ok: true, identity: 'octocat' }),
    });
    await user.click(await screen.findByRole('button', { name: 'Test selected' }));
    expect(await screen.findByText('Connected as octocat')).toBeVisible();
    expect(screen.getByText('1 of 2 done')).toBeVisible();
    await user.click(screen.getByRole('button', { name: /continues in the background/ }));

    late.come(json({ ok: false, message: 'The service does not know this key.' }));
    await user.click(await screen.findByRole('button', { name: /Show results/ }));
    expect(await screen.findByText('The service does not know this key.')).toBeVisible();
  });
});
