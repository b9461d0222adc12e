import { describe, expect, it } from 'vitest';
import type { Connector, ConnectorMethod } from '../../api/types';
import { fieldFaults } from './faults';
import { changedFields, createBody, emptyValues, savedFields, updateBody, withEdits } from './values';

const method: ConnectorMethod = {
  id: 'api_key',
  type: 'api_key',
  name: 'API key',
  probe: true,
  fields: [
    { name: 'key', label: 'Key', secret: true, required: true, shapesTransport: true, kind: 'text', help: '' },
    {
      name: 'in',
      label: 'Where',
      secret: false,
      required: true,
      shapesTransport: true,
      kind: 'text',
      help: '',
      default: 'header',
      choices: ['header', 'query'],
    },
    {
      name: 'prefix',
      label: 'Prefix',
      secret: false,
      required: false,
      shapesTransport: true,
      kind: 'text',
      help: '',
      visibleWhen: { field: 'in', values: ['header'] },
    },
    {
      name: 'host',
      label: 'Host',
      secret: false,
      required: false,
      shapesTransport: true,
      kind: 'text',
      help: '',
      pattern: '[a-z.]+',
    },
  ],
};
const connector = { id: 'http' } as Connector;
const base = emptyValues('http', method, 'ws_1');

describe('createBody', () => {
  it('sends filled, visible fields only', () => {
    const values = withEdits(base, { fields: { key: 'k', in: 'query', prefix: 'Bearer', host: '' } });
    expect(createBody(connector, method, values, true).fields).toEqual({ key: 'k', in: 'query' });
  });

  it('names the workspace for workspace scope only', () => {
    expect(createBody(connector, method, withEdits(base, { scope: 'personal' }), true).workspace).toBeUndefined();
    expect(createBody(connector, method, base, true).workspace).toBe('ws_1');
  });

  it('lasts through the day on which it expires', () => {
    const { expiresAt } = createBody(connector, method, withEdits(base, { expiresOn: '2027-02-03' }), true);
    expect(expiresAt).toBe(new Date(2027, 1, 3, 23, 59, 59, 999).toISOString());
  });

  it('leaves the rotation reminder to the server unless it was chosen', () => {
    expect(createBody(connector, method, base, true).rotateEveryDays).toBeUndefined();
    expect(createBody(connector, method, withEdits(base, { rotate: 'never' }), true).rotateEveryDays).toBeNull();
  });
});

describe('updateBody', () => {
  it('sends only what was edited', () => {
    const edits = { notes: 'Ask Commerce.' };
    expect(updateBody(edits, withEdits(base, edits), {}, true)).toEqual({ notes: 'Ask Commerce.' });
  });

  it('verifies changed fields', () => {
    expect(updateBody({}, base, { host: null }, true)).toEqual({ fields: { host: null }, verify: true });
  });
});

describe('changedFields', () => {
  const shown = { in: 'header', prefix: 'Bearer', host: 'elsewhere.example' };

  it('keeps blank secrets and empties public fields', () => {
    const edits = { key: '', host: '' };
    expect(changedFields(method, { ...shown, ...edits }, edits)).toEqual({ host: null });
  });

  it('sends no shown field with a new secret', () => {
    const edits = { key: 'k' };
    expect(changedFields(method, { ...shown, ...edits }, edits)).toEqual({ key: 'k' });
  });

  it('sends nothing of a lost credential whose fields were not touched', () => {
    expect(changedFields(method, savedFields({ status: 'unreadable', fields: shown }, method), {}, true)).toEqual({});
  });

  it('leaves entries of a secret map to the server', () => {
    const fields = { key: { Accept: { value: 'text/plain', secret: false } }, host: 'api.example' };
    expect(savedFields({ status: 'active', fields }, method)).toEqual({ host: 'api.example' });
  });

  it('sends all of a lost credential, none of it from what was shown', () => {
    const edits = { key: 'k', host: 'api.example' };
    const values = { ...savedFields({ status: 'unreadable', fields: shown }, method), ...edits };
    expect(changedFields(method, values, edits, true)).toEqual({
      key: 'k',
      in: 'header',
      prefix: null,
      host: 'api.example',
    });
  });
});

describe('fieldFaults', () => {
  it('asks for required fields, but not for a secret that is kept', () => {
    expect(Object.keys(fieldFaults(method, base.fields))).toEqual(['fields.key']);
    expect(fieldFaults(method, base.fields, { key: { set: true, changedAt: null, changedBy: null } })).toEqual({});
  });

  it('looks at the pattern', () => {
    expect(Object.keys(fieldFaults(method, { ...base.fields, key: 'k', host: 'A!' }))).toEqual(['fields.host']);
  });
});
