// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { backend, json, later, networkFails } from '../../testing/backend';
import { credential, me } from '../../testing/data';
import { Closing, show } from '../../testing/show';
import { CreateApiKeyDialog } from './CreateApiKeyDialog';

const made = {
  id: 'key_1',
  name: 'engine',
  scopes: ['runtime:resolve'],
  workspaces: [{ id: 'ws_1', name: 'Default' }],
  token: 'mrt_obviouslyfake',
  oldTokenUntil: null,
  lastUse: null,
};
const list =
  (...items: object[]) =>
  () =>
    json({ items, next: null, total: items.length });
const confirm = () => screen.getByRole('button', { name: 'Create API key' });

function open(resolving = false, who = me) {
  const closed = vi.fn();
  const shown = show(
    <Closing onClosed={closed}>{(close) => <CreateApiKeyDialog resolving={resolving} onClose={close} />}</Closing>,
    '/credentials',
    who,
  );
  return { ...shown, closed };
}

describe('CreateApiKeyDialog', () => {
  it('sends nothing without a name and a permission, and leads to the name', async () => {
    const { of } = backend({});
    const { user } = open();

    await user.click(screen.getByRole('checkbox', { name: /^Call through the proxy/ }));
    await user.click(confirm());

    expect(screen.getByLabelText('Name')).toHaveFocus();
    expect(screen.getByText('Select at least one permission.')).toBeVisible();
    expect(of('POST')).toHaveLength(0);
  });

  it('begins with a use that hands out no secret, in the only workspace', async () => {
    const { of } = backend({ 'POST /api-keys': later().answer });
    const { user } = open();
    await user.type(screen.getByLabelText('Name'), 'engine');
    await user.click(confirm());

    expect(of('POST')[0]?.body).toEqual({ name: 'engine', scopes: ['runtime:call'], workspaces: ['ws_1'] });
  });

  it('leaves the choice of several workspaces to the person', async () => {
    const { of } = backend({ 'POST /api-keys': later().answer });
    const several = [...me.workspaces, { ...me.workspaces[0], id: 'ws_2', name: 'Second' }];
    const { user } = open(false, { ...me, workspaces: several } as typeof me);
    await user.type(screen.getByLabelText('Name'), 'engine');
    await user.click(confirm());

    expect(of('POST')[0]?.body).toEqual({ name: 'engine', scopes: ['runtime:call'] });
  });

  it('keeps what was typed when the network fails, and asks before it is left', async () => {
    backend({ 'POST /api-keys': networkFails });
    const { user, closed } = open(true);
    await user.type(screen.getByLabelText('Name'), 'engine');

    await user.click(confirm());
    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(screen.getByLabelText('Name')).toHaveValue('engine');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));

    expect(await screen.findByRole('button', { name: 'Keep editing' })).toBeVisible();
    expect(closed).not.toHaveBeenCalled();
  });

  it('shows the token once, how the key is used, and the first use as soon as it was seen', async () => {
    const seen = later();
    backend({
      'POST /api-keys': () => json(made, 201),
      'GET /credentials': list({ ...credential, scope: 'personal', id: 'cred_0', name: 'mine' }, credential),
      'GET /api-keys': list(made),
      'GET /api-keys/key_1': seen.answer,
    });
    const { user } = open(true);
    await user.type(screen.getByLabelText('Name'), 'engine');

    await user.click(confirm());

    expect(await screen.findByText('mrt_obviouslyfake')).toBeVisible();
    expect(await screen.findByRole('region', { name: 'curl' })).toHaveTextContent('/credentials/cred_1/resolve');
    expect(screen.getByRole('status')).toHaveTextContent('Waiting for the first request with engine');
    seen.come(
      json({
        ...made,
        lastUse: { at: '2026-11-01T00:00:00Z', credential: { id: 'cred_1', name: 'acme-ci' }, outcome: 'ok' },
      }),
    );
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('The last use on acme-ci succeeded.'));
  });

  it('says that the token was lost where a repeated answer holds none', async () => {
    backend({ 'POST /api-keys': () => json({ ...made, token: undefined }, 201), 'GET /api-keys': list(made) });
    const { user } = open(true);
    await user.type(screen.getByLabelText('Name'), 'engine');

    await user.click(confirm());

    expect(await screen.findByText('The token was lost')).toBeVisible();
  });
});
