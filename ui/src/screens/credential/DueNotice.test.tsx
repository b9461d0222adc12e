// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { backend, later } from '../../testing/backend';
import { credential } from '../../testing/data';
import { show } from '../../testing/show';
import { DueNotice } from './DueNotice';

const revoked = {
  ...credential,
  status: 'revoked' as const,
  statusReason: 'Revoked by Olga.',
  statusCure: 'restore' as const,
  notes: 'Leaked. Do not restore.',
};

describe('DueNotice', () => {
  it('never urges to restore a revoked credential, and shows its notes beside', () => {
    show(<DueNotice credential={revoked} />);

    expect(screen.getByRole('button', { name: 'Restore' })).toHaveAttribute('data-variant', 'default');
    expect(screen.getByText('Leaked. Do not restore.')).toBeVisible();
  });

  it('offers no cure to those who may not take it', () => {
    show(<DueNotice credential={{ ...revoked, level: 'use' }} />);

    expect(screen.getByText('Revoked by Olga.')).toBeVisible();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('says that a credential was never tested, and tests it', async () => {
    const { of } = backend({ 'POST /credentials/cred_1/test': later().answer });
    const { user } = show(<DueNotice credential={credential} />);

    await user.click(screen.getByRole('button', { name: 'Test' }));

    expect(screen.getByText('Never tested')).toBeVisible();
    expect(of('POST')).toHaveLength(1);
  });
});
