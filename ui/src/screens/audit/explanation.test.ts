import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../api/types';
import { explanationOf, isOfNoneKnown } from './explanation';

const refused = {
  action: 'credential.refused',
  actor: { type: 'api_key', id: 'key_1' },
  target: { type: 'credential', id: 'cred_1' },
  reason: 'not_permitted',
} as AuditEvent;

describe('explanationOf', () => {
  it.each([
    'not_permitted',
    'flow_not_named',
    'flow_not_permitted',
    'revoked',
    'expired',
    'pending',
    'deactivated',
    'unreadable',
    'needs_reauthorization',
  ])('leads to the explanation of %s', (reason) => {
    expect(explanationOf({ ...refused, reason })).toBe('/credentials/cred_1/access?key=key_1');
  });

  it('asks about a person by another name', () => {
    const actor = { type: 'user', id: 'usr_1' };
    expect(explanationOf({ ...refused, actor })).toBe('/credentials/cred_1/access?person=usr_1');
  });

  it('asks about a service account by its own name', () => {
    const actor = { type: 'service_account', id: 'svc_1' };
    expect(explanationOf({ ...refused, actor })).toBe('/credentials/cred_1/access?serviceAccount=svc_1');
  });

  it.each([
    ['a reason that access does not explain', { reason: 'wrong_path' }],
    ['no reason', { reason: undefined }],
    ['another action', { action: 'credential.used' as const }],
    ['a target that is no credential', { target: { type: 'api_key', id: 'key_2' } }],
    ['a target without an id', { target: { type: 'credential', name: 'acme' } }],
    ['a caller without an id', { actor: { type: 'api_key' } }],
    ['the server itself', { actor: { type: 'system', id: 'sys' } }],
  ])('leads nowhere for %s', (_, change) => {
    expect(explanationOf({ ...refused, ...change } as AuditEvent)).toBeNull();
  });
});

describe('isOfNoneKnown', () => {
  it('is true only for a credential that the log does not know', () => {
    const absent = { ...refused, reason: 'not_found', target: { type: 'credential', name: 'acme' } } as AuditEvent;
    expect(isOfNoneKnown(absent)).toBe(true);
    expect(isOfNoneKnown({ ...absent, target: refused.target })).toBe(false);
    expect(isOfNoneKnown({ ...absent, reason: 'revoked' })).toBe(false);
    expect(isOfNoneKnown({ ...absent, action: 'session.refused' } as unknown as AuditEvent)).toBe(false);
  });
});
