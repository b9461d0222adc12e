import type {
  Connector,
  ConnectorField,
  ConnectorMethod,
  CreateCredential,
  Credential,
  Environment,
  Scope,
  UpdateCredential,
} from '../../api/types';
import { dayOf, endOfDay } from '../../lib/days';

export type FieldValues = Record<string, unknown>;

export type Values = {
  name: string;
  environment: Environment | null;
  scope: Scope;
  workspace: string | null;
  notes: string;
  tags: string[];
  /** The last day it is good for, such as 2027-02-03, or empty. */
  expiresOn: string;
  /** Days, `never`, or `usual`: what the server does by itself. */
  rotate: string;
  fields: FieldValues;
};

/** Only what was typed. The rest stays what it is, also where it changes in the meantime. */
export type Edits = Partial<Values>;

export function withEdits(base: Values, edits: Edits): Values {
  return { ...base, ...edits, fields: { ...base.fields, ...edits.fields } };
}

/** What of the values differs from the base. A blank input over nothing is no edit. */
export function editsOf(base: Values, values: Values): Edits {
  const { fields: baseFields, ...baseRest } = base;
  const { fields, ...rest } = values;
  const edits: Edits = different(baseRest, rest);
  const typed = different(baseFields, fields);
  return Object.keys(typed).length > 0 ? { ...edits, fields: typed } : edits;
}

function different<T extends Record<string, unknown>>(base: T, values: T): Partial<T> {
  const changed = Object.entries(values).filter(
    ([name, value]) => !(isBlank(base[name]) && isBlank(value)) && !same(base[name], value),
  );
  return Object.fromEntries(changed) as Partial<T>;
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function defaultFields(method: ConnectorMethod | undefined): FieldValues {
  const defaults = (method?.fields ?? []).flatMap((field) =>
    field.default == null ? [] : [[field.name, field.default] as const],
  );
  const scopes = (method?.oauth?.scopes ?? []).filter((scope) => scope.default).map(({ name }) => name);
  return { ...Object.fromEntries(defaults), ...(scopes.length > 0 && { scopes }) };
}

export function emptyValues(name: string, method: ConnectorMethod | undefined, workspace: string | null): Values {
  return {
    name,
    environment: null,
    // What a team's engine is to resolve, its workspace has to have.
    scope: workspace ? 'workspace' : 'personal',
    workspace,
    notes: '',
    tags: [],
    expiresOn: '',
    rotate: 'usual',
    fields: defaultFields(method),
  };
}

/** Nothing of it opens any more, so nothing is kept: it is entered again from the beginning. */
export function isLost({ status }: Pick<Credential, 'status'>): boolean {
  return status === 'unreadable';
}

export function savedFields(credential: Pick<Credential, 'status' | 'fields'>, method: ConnectorMethod): FieldValues {
  if (isLost(credential)) return defaultFields(method);
  // Inputs hold text, also of what the wire has as a number or a boolean. Of a map with secret values, the wire has
  // the ones that are not secret; entries that are not entered stay.
  const texts = Object.entries(credential.fields ?? {})
    .filter(([name]) => !method.fields.some((field) => field.name === name && field.secret))
    .map(
      ([name, value]) =>
        [name, typeof value === 'number' || typeof value === 'boolean' ? String(value) : value] as const,
    );
  return Object.fromEntries(texts) as FieldValues;
}

export function valuesOf(credential: Credential, method: ConnectorMethod): Values {
  return {
    name: credential.name,
    environment: credential.environment,
    scope: credential.scope,
    workspace: credential.workspace?.id ?? null,
    notes: credential.notes ?? '',
    tags: credential.tags,
    expiresOn: credential.expiresAt ? dayOf(credential.expiresAt) : '',
    rotate: credential.rotateEveryDays === null ? 'never' : String(credential.rotateEveryDays),
    fields: savedFields(credential, method),
  };
}

export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value === '';
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A field may depend on another, which stands at its default until somebody chooses. */
export function visibleFields(method: ConnectorMethod, values: FieldValues): ConnectorField[] {
  return method.fields.filter(({ visibleWhen }) => {
    if (!visibleWhen) return true;
    const decisive = method.fields.find(({ name }) => name === visibleWhen.field);
    return visibleWhen.values.includes(String(values[visibleWhen.field] ?? decisive?.default ?? ''));
  });
}

/** What goes to the service: filled fields of this method only. */
export function filledFields(method: ConnectorMethod, values: FieldValues): FieldValues {
  const filled = visibleFields(method, values).filter(({ name }) => !isBlank(values[name]));
  return Object.fromEntries(filled.map(({ name }) => [name, values[name]]));
}

export function createBody(
  connector: Connector,
  method: ConnectorMethod,
  values: Values,
  verify: boolean,
): CreateCredential {
  return {
    connector: connector.id,
    method: method.id,
    name: values.name.trim() || undefined,
    scope: values.scope,
    workspace: values.scope === 'workspace' ? (values.workspace ?? undefined) : undefined,
    fields: filledFields(method, values.fields),
    notes: values.notes || undefined,
    environment: values.environment ?? undefined,
    tags: values.tags.length > 0 ? values.tags : undefined,
    expiresAt: values.expiresOn ? endOfDay(values.expiresOn) : undefined,
    rotateEveryDays: values.rotate === 'usual' ? undefined : daysOf(values.rotate),
    verify,
  };
}

export function updateBody(edits: Edits, values: Values, fields: FieldValues, verify: boolean): UpdateCredential {
  const body: UpdateCredential = {};
  if (edits.name !== undefined) body.name = edits.name.trim();
  if (edits.notes !== undefined) body.notes = edits.notes || null;
  if (edits.environment !== undefined) body.environment = edits.environment;
  if (edits.tags !== undefined) body.tags = edits.tags;
  if (edits.expiresOn !== undefined) body.expiresAt = edits.expiresOn ? endOfDay(edits.expiresOn) : null;
  if (edits.rotate !== undefined && edits.rotate !== 'usual') body.rotateEveryDays = daysOf(edits.rotate);
  if (edits.scope !== undefined || edits.workspace !== undefined) {
    body.scope = values.scope;
    if (values.scope === 'workspace' && values.workspace) body.workspace = values.workspace;
  }
  if (Object.keys(fields).length > 0) {
    body.fields = fields;
    body.verify = verify;
  }
  return body;
}

/**
 * What goes to the server of a saved credential's fields: only what was changed, since what is shown may have been
 * changed by others and must not be sealed with a new secret. Of a lost one everything, since the server keeps nothing.
 * A blank secret keeps the old one and is left out; a public field that was emptied is sent as null.
 */
export function changedFields(
  method: ConnectorMethod,
  values: FieldValues,
  edits: FieldValues = {},
  lost = false,
): FieldValues {
  if (Object.keys(edits).length === 0) return {};
  const changed = visibleFields(method, values).filter(
    ({ name, secret }) => (lost || name in edits) && !(secret && isBlank(values[name])),
  );
  return Object.fromEntries(changed.map(({ name }) => [name, isBlank(values[name]) ? null : values[name]]));
}

function daysOf(rotate: string): number | null {
  return rotate === 'never' ? null : Number(rotate);
}

/** A host of a connector, such as `{shop}.myshopify.com`, with what is known filled in and the rest named in words. */
export function filledHost(host: string, method: ConnectorMethod | undefined, values: FieldValues): string {
  return host.replace(/\{(\w+)\}/g, (_, name: string) => {
    const field = method?.fields.find((one) => one.name === name);
    const value = values[name] ?? field?.default;
    return isBlank(value) ? `‹${field?.label ?? name}›` : String(value);
  });
}
