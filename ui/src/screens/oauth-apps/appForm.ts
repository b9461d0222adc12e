import { fieldFaults } from '../../dialogs/form/faults';
import { defaultFields, filledFields, isBlank, type FieldValues } from '../../dialogs/form/values';
import { isProblem } from '../../api/problem';
import type { ConnectorMethod, OAuthApp, SecretState } from '../../api/types';
import { endOfDay } from '../../lib/days';
import { nameFault } from '../../lib/names';
import { isOfClient } from '../../lib/oauthApps';
import { inputErrors } from '../../lib/pointers';
import { oauthApps as text } from '../../text/oauthApps';

/** The inputs of an app that do not depend on its service. */
export const nameFaultOf = (name: string) => (name.trim() ? nameFault(name.trim()) : text.nameMissing);

export const fieldErrors = (
  form: ConnectorMethod | undefined,
  fields: FieldValues,
  kept?: Record<string, SecretState>,
): Record<string, string> => (form ? fieldFaults(form, fields, kept) : {});

/** What the server says about the client stands at an input among the fields. */
export function placeErrors(error: Error): Record<string, string> {
  if (!isProblem(error)) return {};
  const places: Record<string, string> = { clientSecretExpiresAt: 'expiresOn', expiresAt: 'expiresOn' };
  return Object.fromEntries(
    Object.entries(inputErrors(error)).map(([input, detail]) => [
      isOfClient(input) ? `fields.${input}` : (places[input] ?? input),
      detail,
    ]),
  );
}

/** The client's members stand beside the other fields in a body. */
export function wireFields<Body>(fields: FieldValues): Body {
  const entries = Object.entries(fields);
  const others = entries.filter(([name]) => !isOfClient(name));
  return {
    ...Object.fromEntries(entries.filter(([name]) => isOfClient(name))),
    ...(others.length > 0 && { fields: Object.fromEntries(others) }),
  } as Body;
}

export const expiryOf = (day: string) => (day ? { clientSecretExpiresAt: endOfDay(day) } : {});

/** Over what was typed for another service, only the client stays. */
export const fieldsFor = (form: ConnectorMethod | undefined, { clientId, clientSecret }: FieldValues): FieldValues => ({
  ...defaultFields(form),
  ...(clientId !== undefined && { clientId }),
  ...(clientSecret !== undefined && { clientSecret }),
});

/** What a form of a saved app shows; its secret is never shown. */
export const savedFields = ({ clientId, authentication, fields }: OAuthApp): FieldValues => ({
  ...fields,
  clientId,
  authentication,
});

/** What was changed of an app's fields; a public one that was emptied is taken away. */
export function changedFields(form: ConnectorMethod, before: FieldValues, now: FieldValues): FieldValues {
  const sent = filledFields(form, now);
  const names = new Set([...Object.keys(before), ...Object.keys(sent)]);
  return Object.fromEntries(
    [...names]
      .filter(
        (name) => JSON.stringify(sent[name] ?? null) !== JSON.stringify(isBlank(before[name]) ? null : before[name]),
      )
      .map((name) => [name, sent[name] ?? null]),
  );
}
