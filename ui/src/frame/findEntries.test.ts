import { describe, expect, it } from 'vitest';
import { findEntries } from './findEntries';

const entry = (group: string, label: string, keywords: string[] = []) => ({
  id: label,
  group,
  label,
  keywords,
  run: () => undefined,
});

const entries = [
  entry('Credentials', 'acme-prod-slack', ['Slack']),
  entry('Credentials', 'orders-db', ['PostgreSQL', 'db.acme.test']),
  entry('Connectors', 'PostgreSQL', ['postgres', 'pg']),
  entry('Connectors', 'Salesforce', ['sfdc']),
  entry('API keys', 'billing-worker'),
  entry('Actions', 'Add credential', ['new']),
  entry('Actions', 'Create API key', ['token']),
  entry('Actions', 'Verify audit log', ['chain']),
  entry('Pages', 'Connectors'),
];

const first = (typed: string) => findEntries(entries, typed)[0]?.entries[0]?.label;

describe('what somebody means', () => {
  it.each([
    ['postgers', 'PostgreSQL'],
    ['slaesforce', 'Salesforce'],
    ['biling', 'billing-worker'],
    ['acme prod', 'acme-prod-slack'],
    ['creat api', 'Create API key'],
    ['verfy', 'Verify audit log'],
    ['chain', 'Verify audit log'],
    ['add', 'Add credential'],
    ['connectors', 'Connectors'],
    ['sfdc', 'Salesforce'],
  ])('by “%s” is %s', (typed, meant) => {
    expect(first(typed)).toBe(meant);
  });

  it('is nothing where nothing resembles it', () => {
    expect(findEntries(entries, 'qqqqzz')).toEqual([]);
  });

  it('is everything before anything is typed, in its order', () => {
    expect(findEntries(entries, ' ').map(({ group }) => group)).toEqual([
      'Credentials',
      'Connectors',
      'API keys',
      'Actions',
      'Pages',
    ]);
  });
});
