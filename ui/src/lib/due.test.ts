import { describe, expect, it } from 'vitest';
import { credential } from '../testing/data';
import { dueOf } from './due';

const now = Date.parse('2026-11-10T12:00:00Z');
const tested = { ...credential, lastTestedAt: '2026-11-09T00:00:00Z', rotateBy: null, rollbackUntil: null };

describe('dueOf', () => {
  it('says nothing of a credential that works and has no date near', () => {
    expect(dueOf({ ...tested, rotateBy: '2027-02-01T00:00:00Z' }, now)).toBeNull();
  });

  it('asks for a test of a credential that was not tested since its secret was saved', () => {
    expect(dueOf({ ...tested, lastTestedAt: null }, now)?.action).toBe('test');
  });

  it('asks for a test address where there is none to test with', () => {
    expect(dueOf({ ...tested, lastTestedAt: null }, now, 'needs address')?.action).toBe('add_address');
  });

  it('never asks for a test of what cannot be tested', () => {
    expect(dueOf({ ...tested, lastTestedAt: null }, now, 'no')).toBeNull();
  });

  it('announces a rotation that is near', () => {
    const due = dueOf({ ...tested, rotateBy: '2026-11-15T12:00:00Z' }, now);

    expect(due).toMatchObject({ action: 'rotate', title: 'Rotation is due in 5 days' });
  });

  it('puts what is wrong before what is due', () => {
    const failing = {
      ...tested,
      status: 'failing' as const,
      statusReason: 'Refused.',
      statusCure: 'rotate' as const,
      rollbackUntil: '2026-11-11T00:00:00Z',
    };

    expect(dueOf(failing, now)).toMatchObject({ tone: 'bad', text: 'Refused.', action: 'rotate' });
  });

  it('offers the roll-back while the earlier secret is kept', () => {
    expect(dueOf({ ...tested, rollbackUntil: '2026-11-11T00:00:00Z' }, now)?.action).toBe('rollback');
  });

  it('names who helps where nobody here can', () => {
    const lost = {
      ...tested,
      status: 'unreadable' as const,
      statusReason: 'It cannot be decrypted.',
      statusCure: 'check_root_key' as const,
    };

    const due = dueOf(lost, now);

    expect(due?.action).toBeNull();
    expect(due?.text).toContain('root key');
  });
});
