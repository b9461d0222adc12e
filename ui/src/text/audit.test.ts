import { describe, expect, it } from 'vitest';
import { actionName } from './audit';

describe('actionName', () => {
  it.each([
    ['credential.used', 'Credential used'],
    ['credential.rolled_back', 'Credential rolled back'],
    ['api_key.created', 'API key created'],
    ['audit.exported', 'Audit log exported'],
    ['edge_node.enrolled', 'Edge node enrolled'],
  ])('says %j as %j', (action, words) => {
    expect(actionName(action)).toBe(words);
  });
});
