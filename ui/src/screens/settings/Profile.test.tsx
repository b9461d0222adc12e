// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { backend, json, networkFails, problem, type Call } from '../../testing/backend';
import { me } from '../../testing/data';
import { show } from '../../testing/show';
import { Profile } from './Profile';

function opened(change: (call: Call) => Response | Promise<Response> = () => json(me)) {
  const server = backend({ 'PATCH /me': change });
  return { ...show(<Profile onState={() => undefined} />, '/settings/account'), server };
}

const save = () => screen.getByRole('button', { name: 'Save profile' });

describe('the profile', () => {
  it('sends the name alone, and shows what was saved', async () => {
    const renamed = { ...me, user: { ...me.user, name: 'Nora' } };
    const { user, server, queries } = opened(() => json(renamed));
    expect(save()).toBeDisabled();
    await user.clear(screen.getByLabelText('Your name'));
    await user.type(screen.getByLabelText('Your name'), 'Nora');
    await user.click(save());
    await waitFor(() => expect(queries.getQueryData(['me'])).toEqual(renamed));
    expect(server.of('PATCH')[0]?.body).toEqual({ name: 'Nora' });
    expect(await screen.findByText('Profile saved')).toBeVisible();
  });

  it('asks for the password once the address changes', async () => {
    const { user, server } = opened();
    expect(screen.queryByLabelText('Current password')).not.toBeInTheDocument();
    await user.type(screen.getByLabelText('E-mail address'), 's');
    await user.click(save());
    expect(await screen.findByText('Enter your current password.')).toBeVisible();
    expect(server.of('PATCH')).toEqual([]);
    await user.type(screen.getByLabelText('Current password'), 'a long fake password');
    await user.click(save());
    await waitFor(() =>
      expect(server.of('PATCH')[0]?.body).toEqual({
        name: me.user.name,
        email: 'olga@example.tests',
        password: 'a long fake password',
      }),
    );
  });

  it.each([
    [() => problem(403, 'forbidden'), 'Wrong current password.'],
    [() => problem(409, 'email_taken', { detail: 'This address already signs in here.' }), /already signs in/],
    [networkFails, /The server cannot be reached/],
  ])('says what was refused, and keeps what was typed', async (change, said) => {
    const { user } = opened(change);
    await user.type(screen.getByLabelText('E-mail address'), 's');
    await user.type(screen.getByLabelText('Current password'), 'wrong');
    await user.click(save());
    expect(await screen.findByText(said)).toBeVisible();
    expect(screen.getByLabelText('E-mail address')).toHaveValue('olga@example.tests');
  });
});
