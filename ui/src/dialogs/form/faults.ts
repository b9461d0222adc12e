import type { ConnectorMethod, SecretState } from '../../api/types';
import { nameFault } from '../../lib/names';
import type { InputErrors } from '../../lib/pointers';
import { form as text } from '../../text/form';
import { isBlank, visibleFields, type FieldValues, type Values } from './values';

/** What can be told without asking the server. `kept` are the secrets that a blank input leaves as they are. */
export function faults(method: ConnectorMethod, values: Values, kept: Record<string, SecretState> = {}): InputErrors {
  return { ...nameFaults(values), ...fieldFaults(method, values.fields, kept) };
}

export function nameFaults({ name }: Pick<Values, 'name'>): InputErrors {
  const fault = nameFault(name);
  return fault ? { name: fault } : {};
}

export function fieldFaults(
  method: ConnectorMethod,
  values: FieldValues,
  kept: Record<string, SecretState> = {},
): InputErrors {
  const errors: InputErrors = {};
  for (const { name, required, pattern, expected } of visibleFields(method, values)) {
    const value = values[name];
    if (isBlank(value)) {
      if (required && !kept[name]?.set) errors[`fields.${name}`] = text.needed;
    } else if (typeof value === 'object' && !Array.isArray(value)) {
      const empty = Object.entries(value ?? {}).filter(([, one]) => one === '');
      if (empty.length > 0) errors[`fields.${name}`] = text.mapNeedsValue(empty.map(([entry]) => entry).join(', '));
    } else if (typeof value === 'string' && pattern && !matches(pattern, value.trim())) {
      errors[`fields.${name}`] = text.expected(expected ?? '');
    }
  }
  return errors;
}

/** The pattern is written for the server; one that this browser cannot read is left to the server. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return true;
  }
}
