// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { backend, json, later, networkFails, problem, type Call } from '../../testing/backend';
import { credential, github } from '../../testing/data';
import { Closing, show } from '../../testing/show';
import { AddDialog } from './AddDialog';

type Route = (call: Call) => Response | Promise<Response>;

function opened(routes: Record<string, Route> = {}) {
  const server = backend({
    'GET /connectors': () => json({ items: [github], next: null, total: 1 }),
    'GET /credentials': () => json({ items: [], next: null, total: 0 }),
    ...routes,
  });
  const close = vi.fn();
  const dialog = (
    <Closing onClosed={close}>
      {(end) => <AddDialog service="github" method={null} onPick={() => undefined} onClose={end} />}
    </Closing>
  );
  return { ...show(dialog), server, close };
}

const passwordField = { ...github.methods[0]?.fields[0], name: 'password', label: 'Password', pattern: undefined };

const token = () => screen.findByLabelText('Token');

describe('adding a credential', () => {
  it('says in the words of the connector what was expected, leads there, and asks the server nothing', async () => {
    const { user, server } = opened();
    await user.type(await token(), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Save credential' }));

    expect(await screen.findByText('Expected a token that starts with ghp_.')).toBeVisible();
    expect(await token()).toHaveFocus();
    expect(screen.getByText('One field needs your attention.')).toBeVisible();
    expect(server.of('POST')).toHaveLength(0);
  });

  it('keeps what was typed when the network fails, and saves it at the next attempt', async () => {
    let fails = true;
    const { user, close, server } = opened({
      'POST /credentials': () => (fails ? networkFails() : json(credential, 201)),
    });
    await user.type(await token(), 'ghp_fake');
    await user.click(screen.getByRole('button', { name: 'Save credential' }));

    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(await token()).toHaveValue('ghp_fake');
    expect(close).not.toHaveBeenCalled();
    // The answer that was lost was asked for again under the same key.
    expect(new Set(server.of('POST').map(({ headers }) => headers.get('Idempotency-Key'))).size).toBe(1);
    expect(server.of('POST')).toHaveLength(2);

    fails = false;
    await user.click(screen.getByRole('button', { name: 'Save credential' }));
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    const keys = server.of('POST').map(({ headers }) => headers.get('Idempotency-Key'));
    // Nothing was changed: it is the same call, so that it saves nothing twice.
    expect(keys[2]).toBe(keys[0]);
  });

  it('sends nothing twice when Save is pressed twice', async () => {
    const hanging = later();
    const { user, server } = opened({ 'POST /credentials': hanging.answer });
    await user.type(await token(), 'ghp_fake');
    const save = screen.getByRole('button', { name: 'Save credential' });
    await user.click(save);
    fireEvent.submit(save);

    await waitFor(() => expect(server.of('POST')).not.toHaveLength(0));
    expect(server.of('POST')).toHaveLength(1);
  });

  it('takes the call back when it is left while the call hangs', async () => {
    const hanging = later();
    const { user, server, close } = opened({ 'POST /credentials': hanging.answer });
    await user.type(await token(), 'ghp_fake');
    await user.click(screen.getByRole('button', { name: 'Save credential' }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Cancel saving' }));

    expect(close).toHaveBeenCalledOnce();
    await waitFor(() => expect(server.of('POST')[0]?.signal.aborted).toBe(true));
    expect(server.of('POST')).toHaveLength(1);
  });

  it('makes the call at once although the browser says that it is offline', async () => {
    const { user, close } = opened({ 'POST /credentials': () => json(credential, 201) });
    await user.type(await token(), 'ghp_fake');
    window.dispatchEvent(new Event('offline'));
    await user.click(screen.getByRole('button', { name: 'Save credential' }));

    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    window.dispatchEvent(new Event('online'));
  });

  it('stops a test that hangs', async () => {
    const hanging = later();
    const { user, server } = opened({ 'POST /credentials/test': hanging.answer });
    await user.type(await token(), 'ghp_fake');
    await user.click(screen.getByRole('button', { name: 'Test connection' }));
    await user.click(await screen.findByRole('button', { name: /^Stop/ }));

    expect(await screen.findByRole('button', { name: 'Test connection' })).toBeEnabled();
    expect(server.of('POST')[0]?.signal.aborted).toBe(true);
    expect(await token()).toHaveValue('ghp_fake');
  });

  it.each(['Cancel', 'Escape', 'Back'])('asks before what was typed is dropped by %s', async (way) => {
    const { user, router, close } = opened();
    await user.type(await token(), 'ghp_fake');
    if (way === 'Cancel') await user.click(screen.getByRole('button', { name: 'Cancel' }));
    else if (way === 'Escape') await user.keyboard('{Escape}');
    else await router.navigate(-1);

    await user.click(await screen.findByRole('button', { name: 'Keep editing' }));
    expect(await token()).toHaveValue('ghp_fake');
    expect(close).not.toHaveBeenCalled();
    expect(router.state.location.pathname).toBe('/credentials');
  });

  it('asks before the tab is closed or reloaded, and only if something was typed', async () => {
    const { user } = opened();
    const unload = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    await token();
    expect(unload()).toBe(false);
    await user.type(await token(), 'g');
    expect(unload()).toBe(true);
  });

  it('takes a pasted token without the spaces around it', async () => {
    const { user, server, close } = opened({ 'POST /credentials': () => json(credential, 201) });
    await user.click(await token());
    await user.paste('  ghp_fake\n');
    expect(await token()).toHaveValue('ghp_fake');
    expect(await token()).toHaveAccessibleDescription('Spaces around it were removed.');
    await user.click(screen.getByRole('button', { name: 'Save credential' }));
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect((server.of('POST')[0]?.body as { fields: object }).fields).toEqual({ token: 'ghp_fake' });
  });

  it('takes a typed token without the spaces around it once it is left', async () => {
    const { user } = opened();
    await user.type(await token(), 'ghp_fake ');
    await user.tab();
    expect(await token()).toHaveValue('ghp_fake');
    expect(await token()).toHaveAccessibleDescription('Spaces around it were removed.');
    await user.type(await token(), 's');
    expect(screen.queryByText('Spaces around it were removed.')).not.toBeInTheDocument();
  });

  it.each([
    [' open sesame', 'begins'],
    ['open sesame ', 'ends'],
    [' open sesame ', 'begins and ends'],
  ])('keeps the spaces of the password “%s”, and says so', async (pasted, ends) => {
    const password = { ...github, methods: github.methods.map((method) => ({ ...method, fields: [passwordField] })) };
    const { user } = opened({ 'GET /connectors': () => json({ items: [password], next: null }) });
    await user.click(await screen.findByLabelText('Password'));
    await user.paste(pasted);
    await user.tab();
    expect(screen.getByLabelText('Password')).toHaveValue(pasted);
    expect(screen.getByText(`It ${ends} with a space, which is saved with it.`)).toBeVisible();
  });

  it('shows what the server said about an input at that input', async () => {
    const { user } = opened({
      'POST /credentials': () => problem(409, 'credential_name_taken', { detail: 'This name is taken.', errors: [] }),
    });
    await user.type(await token(), 'ghp_fake');
    await user.click(screen.getByRole('button', { name: 'Save credential' }));

    expect(await screen.findByLabelText('Name')).toHaveFocus();
    expect(screen.getByLabelText('Name')).toHaveAccessibleDescription(/This name is taken/);
  });
});
