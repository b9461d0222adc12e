// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { backend, networkFails, problem } from '../../testing/backend';
import { show } from '../../testing/show';
import { ChangePassword } from './ChangePassword';

async function change(answer: Parameters<typeof backend>[0][string]) {
  const server = backend({ 'PUT /me/password': answer });
  const { user } = show(<ChangePassword onState={() => undefined} />, '/settings/account');
  await user.type(screen.getByLabelText('Current password'), 'obviously fake');
  await user.type(screen.getByLabelText('New password'), 'another obviously fake one');
  await user.click(screen.getByRole('button', { name: 'Change password' }));
  return server;
}

describe('ChangePassword', () => {
  it('forgets both passwords once they are changed', async () => {
    await change(() => new Response(null, { status: 204 }));

    expect(await screen.findByText('Password changed. All other sessions have ended.')).toBeVisible();
    expect(screen.getByLabelText('Current password')).toHaveValue('');
    expect(screen.getByLabelText('New password')).toHaveValue('');
  });

  it('says at its input that the current password is wrong', async () => {
    await change(() => problem(403, 'forbidden'));

    expect(await screen.findByText('Wrong current password.')).toBeVisible();
    expect(screen.getByLabelText('Current password')).toHaveFocus();
  });

  it('keeps what was typed when the network fails', async () => {
    await change(networkFails);

    expect(await screen.findByText('The server cannot be reached.', { exact: false })).toBeVisible();
    expect(screen.getByLabelText('New password')).toHaveValue('another obviously fake one');
  });
});
