// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { backend, json, later } from '../../testing/backend';
import { credential } from '../../testing/data';
import { show } from '../../testing/show';
import { RowMenu } from '../credentials/RowMenu';
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

  it('says that a credential was not tested since it was saved, and tests it', async () => {
    const { of } = backend({ 'POST /credentials/cred_1/test': later().answer });
    const { user } = show(<DueNotice credential={credential} />);

    await user.click(screen.getByRole('button', { name: 'Test' }));

    expect(screen.getByText('Not tested since the secret was saved')).toBeVisible();
    expect(of('POST')).toHaveLength(1);
  });

  describe('after a test that could not decide', () => {
    const message = 'Mortise could not reach any service; check its network.';
    const inconclusive = { ok: false, reason: 'network', inconclusive: true, message };
    const tested = { ...credential, lastTestedAt: '2026-11-01T00:00:00Z' };

    async function test(shown: typeof credential, ...results: object[]) {
      backend({ 'POST /credentials/cred_1/test': () => json(results.shift() ?? {}) });
      const page = show(
        <>
          <RowMenu credential={shown} />
          <section aria-label="Page">
            <DueNotice credential={shown} />
          </section>
        </>,
      );
      const again = async () => {
        await page.user.click(await screen.findByRole('button', { name: 'Actions for acme-ci' }));
        await page.user.click(await screen.findByRole('menuitem', { name: 'Test' }));
      };
      await again();
      return { ...page, again, box: within(screen.getByRole('region', { name: 'Page' })) };
    }

    it('says so and when, instead of that it was not tested', async () => {
      const { box } = await test({ ...credential, lastTestedAt: null }, inconclusive);

      expect(await box.findByText(/could not decide whether the credential works/)).toBeVisible();
      expect(box.getByText('Just now', { exact: false, selector: 'time' })).toBeVisible();
      expect(box.getByText(/The credential stays untested/)).toHaveTextContent(message);
      expect(box.queryByText('Not tested since the secret was saved')).not.toBeInTheDocument();
      expect(box.getByRole('button', { name: 'Test again' })).toBeVisible();
    });

    it('claims nothing about the stored status of one that was tested before', async () => {
      const { box } = await test(tested, inconclusive);
      expect(await box.findByText(/Its status has not changed/)).toBeVisible();
    });

    it('is forgotten with the next test that decides', async () => {
      const { box, again } = await test(tested, inconclusive, { ok: true, message: null });
      await box.findByText(/could not decide/);
      await again();
      await waitFor(() => expect(box.queryByText(/could not decide/)).not.toBeInTheDocument());
    });
  });
});
