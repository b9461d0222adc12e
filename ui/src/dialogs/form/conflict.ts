import type { ConnectorMethod, Credential } from '../../api/types';
import { form as text } from '../../text/form';
import { editsOf, isBlank, valuesOf, type Edits, type Values } from './values';

export type Difference = { input: string; label: string; mine: string | null; theirs: string };

/** Whether what is saved now is what was typed: then it was this form that saved it. Secrets cannot be compared. */
export function holds(saved: Credential, method: ConnectorMethod, edits: Edits): boolean {
  const values = valuesOf(saved, method);
  const { fields = {}, ...rest } = edits;
  const secret = new Set(method.fields.filter((field) => field.secret).map(({ name }) => name));
  const publicOnly = Object.entries(fields).every(([name, value]) => {
    return !secret.has(name) && same(values.fields[name], value);
  });
  return publicOnly && Object.entries(rest).every(([name, value]) => same(values[name as keyof Values], value));
}

/** What differs between the version one began with and theirs, and what was typed over it here. */
export function differences(base: Credential, theirs: Credential, method: ConnectorMethod, edits: Edits): Difference[] {
  const changed = editsOf(valuesOf(base, method), valuesOf(theirs, method));
  const { fields: changedFields = {}, ...changedRest } = changed;
  const label = (name: string) => method.fields.find((field) => field.name === name)?.label ?? name;
  const ofRest = Object.entries(changedRest).map(([name, value]) => ({
    input: name,
    label: text.inputs[name as keyof typeof text.inputs] ?? name,
    mine: name in edits ? shown(edits[name as keyof Edits]) : null,
    theirs: shown(value),
  }));
  const ofFields = Object.entries(changedFields).map(([name, value]) => ({
    input: `fields.${name}`,
    label: label(name),
    mine: name in (edits.fields ?? {}) ? shown(edits.fields?.[name]) : null,
    theirs: shown(value),
  }));
  const ofSecrets = Object.entries(theirs.secrets ?? {})
    .filter(([name, state]) => state.changedAt !== base.secrets?.[name]?.changedAt)
    .map(([name]) => ({
      input: `fields.${name}`,
      label: label(name),
      mine: isBlank(edits.fields?.[name]) ? null : text.conflictNewSecret,
      theirs: text.conflictNewSecret,
    }));
  return [...ofRest, ...ofFields, ...ofSecrets];
}

function same(one: unknown, other: unknown): boolean {
  return (isBlank(one) && isBlank(other)) || JSON.stringify(one) === JSON.stringify(other);
}

function shown(value: unknown): string {
  if (isBlank(value)) return text.conflictNothing;
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? Object.keys(value ?? {}).join(', ') : String(value);
}
