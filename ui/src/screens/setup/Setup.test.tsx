// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { backend, json, networkFails, problem } from '../../testing/backend';
import { show } from '../../testing/show';
import { Setup } from './Setup';

const label = ['Organization', 'Your name', 'E-mail', 'Password'] as const;
const typed = ['Acme', 'Olga', 'olga@example.test', 'obviously fake password'];

async function fill(user: ReturnType<typeof show>['user']) {
  for (const [index, name] of label.entries()) await user.type(screen.getByLabelText(name), typed[index] ?? '');
}

describe('Setup', () => {
  it('leads to the first input that is missing and sends nothing', async () => {
    const { of } = backend({});
    const { user } = show(<Setup />, '/setup?token=t');
    await user.type(screen.getByLabelText('Organization'), 'Acme');

    await user.click(screen.getByRole('button', { name: 'Create organization' }));

    expect(screen.getByLabelText('Your name')).toHaveFocus();
    expect(screen.getByText('Use at least 12 characters.')).toBeVisible();
    expect(of('POST')).toHaveLength(0);
  });

  it('shows what the server refused at its input', async () => {
    backend({
      'POST /setup': () =>
        problem(400, 'invalid_request', { errors: [{ pointer: '/email', detail: 'Not an address.' }] }),
    });
    const { user } = show(<Setup />, '/setup?token=t');
    await fill(user);

    await user.click(screen.getByRole('button', { name: 'Create organization' }));

    expect(await screen.findByText('Not an address.')).toBeVisible();
    expect(screen.getByLabelText('E-mail')).toHaveFocus();
  });

  it('keeps what was typed when the network fails', async () => {
    backend({ 'POST /setup': networkFails });
    const { user } = show(<Setup />, '/setup?token=t');
    await fill(user);

    await user.click(screen.getByRole('button', { name: 'Create organization' }));

    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    for (const [index, name] of label.entries()) expect(screen.getByLabelText(name)).toHaveValue(typed[index]);
  });

  it('leads to sign-in where the server is set up already', async () => {
    backend({ 'GET /health': () => json({ status: 'up', setUp: true }) });

    show(<Setup />, '/setup?token=t');

    expect(await screen.findByText('This server is already set up.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Go to sign-in' })).toBeVisible();
    expect(screen.queryByLabelText('Organization')).not.toBeInTheDocument();
  });

  it('finds out whether it was set up when the answer was lost', async () => {
    let setUp = false;
    backend({
      'GET /health': () => json({ status: 'up', setUp }),
      'POST /setup': () => {
        setUp = true;
        return networkFails();
      },
    });
    const { user } = show(<Setup />, '/setup?token=t');
    await fill(user);

    await user.click(screen.getByRole('button', { name: 'Create organization' }));

    expect(await screen.findByText(/This server is set up. Sign in with the e-mail address/)).toBeVisible();
  });
});
