import { describe, expect, it } from 'vitest';
import { actionName, eventName } from './audit';

describe('actionName', () => {
  it.each([
    ['credential.used', 'Credential used'],
    ['credential.rolled_back', 'Credential rolled back'],
    ['api_key.created', 'API key created'],
    ['service_account.created', 'Service account created'],
    ['service_account.updated', 'Service account updated'],
    ['service_account.deleted', 'Service account deleted'],
    ['oauth_app.created', 'OAuth app created'],
    ['oauth_app.refused_by_service', 'OAuth app refused by service'],
    ['credential.reauthorized', 'Credential reauthorized'],
    ['audit.exported', 'Audit log exported'],
    ['edge_node.enrolled', 'Edge node enrolled'],
  ])('says %j as %j', (action, words) => {
    expect(actionName(action)).toBe(words);
  });
});

describe('eventName', () => {
  it('tells the start of a test from its result', () => {
    expect(eventName({ action: 'credential.tested', detail: { stage: 'started' } })).toBe('Credential test started');
    expect(eventName({ action: 'credential.tested', detail: null })).toBe('Credential tested');
    expect(eventName({ action: 'credential.used', detail: { stage: 'started' } })).toBe('Credential used');
  });
});
