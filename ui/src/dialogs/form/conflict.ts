import type { ConnectorMethod, Credential } from '../../api/types';
import { environments, scopes } from '../../text/common';
import { form as text } from '../../text/form';
import { isBlank, same, valuesOf, type Edits, type FieldValues, type Values } from './values';

export type Side = 'mine' | 'theirs';

/** By input: whose value is gone on with. */
export type Choices = Record<string, Side | undefined>;

export type Difference = {
  input: string;
  label: string;
  mine: string;
  theirs: string;
  /** Chosen already where only one of both changed it; undefined where both did. */
  preset: Side | undefined;
  /** The one before is no longer there: a secret that they replaced and nobody entered here. */
  fixed: boolean;
};

/** Whether what is saved now is what was typed: then it was this form that saved it. Secrets cannot be compared. */
export function holds(saved: Credential, method: ConnectorMethod, edits: Edits): boolean {
  const values = valuesOf(saved, method);
  const { fields = {}, ...rest } = edits;
  const secret = secretNames(method);
  const publicOnly = Object.entries(fields).every(([name, value]) => {
    return !secret.has(name) && alike(values.fields[name], value);
  });
  return publicOnly && Object.entries(rest).every(([name, value]) => alike(values[name as keyof Values], value));
}

const secretNames = (method: ConnectorMethod) =>
  new Set(method.fields.filter((field) => field.secret).map(({ name }) => name));

type Named = { id: string; name: string };

/** Everything in which the form and what somebody else saved differ. */
export function differences(
  base: Credential,
  theirs: Credential,
  method: ConnectorMethod,
  mine: Values,
  workspaces: Named[],
): Difference[] {
  const [before, after] = [valuesOf(base, method), valuesOf(theirs, method)];
  const known = [...workspaces, ...[base, theirs].flatMap(({ workspace }) => workspace ?? [])];
  return [
    ...inputs(known).flatMap(({ input, of, word }) =>
      compared({ input, label: text.inputs[input], word }, of(before), of(after), of(mine)),
    ),
    ...method.fields.flatMap(({ name, label, secret }) =>
      secret
        ? comparedSecret({ name, label }, base, theirs, mine.fields)
        : compared(
            { input: `fields.${name}`, label, word: shown },
            before.fields[name],
            after.fields[name],
            mine.fields[name],
          ),
    ),
  ];
}

type Input = { input: keyof typeof text.inputs; of: (values: Values) => unknown; word: (value: unknown) => string };

/** A scope and its workspace are one choice: half of each would be neither's. */
const inputs = (workspaces: Named[]): Input[] => [
  { input: 'name', of: ({ name }) => name, word: shown },
  {
    input: 'environment',
    of: ({ environment }) => environment,
    word: (value) => environments[value as keyof typeof environments] ?? text.conflictNothing,
  },
  {
    input: 'scope',
    of: ({ scope, workspace }) => (scope === 'workspace' ? `${scope} ${workspace}` : scope),
    word: (value) => {
      const [scope = '', id] = String(value).split(' ');
      const name = workspaces.find((one) => one.id === id)?.name ?? id ?? '';
      return `${scopes[scope as keyof typeof scopes]} ${name}`.trim();
    },
  },
  { input: 'notes', of: ({ notes }) => notes, word: shown },
  { input: 'tags', of: ({ tags }) => tags, word: shown },
  { input: 'expiresOn', of: ({ expiresOn }) => expiresOn, word: shown },
  {
    input: 'rotate',
    of: ({ rotate }) => rotate,
    word: (value) => (value === 'never' ? text.rotateNever : text.rotateEvery(Number(value))),
  },
];

type Compared = Pick<Difference, 'input' | 'label'> & { word: (value: unknown) => string };

function compared({ word, ...what }: Compared, before: unknown, theirs: unknown, mine: unknown): Difference[] {
  if (alike(mine, theirs)) return [];
  const preset = alike(before, theirs) ? 'mine' : alike(before, mine) ? 'theirs' : undefined;
  return [{ ...what, mine: word(mine), theirs: word(theirs), preset, fixed: false }];
}

function comparedSecret(
  { name, label }: { name: string; label: string },
  base: Credential,
  theirs: Credential,
  mine: FieldValues,
): Difference[] {
  const replaced = theirs.secrets?.[name]?.changedAt !== base.secrets?.[name]?.changedAt;
  const typed = !isBlank(mine[name]);
  if (!replaced && !typed) return [];
  const word = (isNew: boolean) => (isNew ? text.conflictNewSecret : text.conflictUntouched);
  const preset = replaced && typed ? undefined : typed ? 'mine' : 'theirs';
  return [
    { input: `fields.${name}`, label, mine: word(typed), theirs: word(replaced), preset, fixed: replaced && !typed },
  ];
}

/** Their version with what was chosen of mine over it. */
export function merged(theirs: Values, mine: Values, choices: Choices): Values {
  const chosen = (input: string) => choices[input] === 'mine';
  const rest = Object.fromEntries(
    Object.entries(mine).filter(([input]) => input !== 'fields' && chosen(input === 'workspace' ? 'scope' : input)),
  ) as Edits;
  const fields = Object.fromEntries(Object.entries(mine.fields).filter(([name]) => chosen(`fields.${name}`)));
  return { ...theirs, ...rest, fields: { ...theirs.fields, ...fields } };
}

function alike(one: unknown, other: unknown): boolean {
  return (isBlank(one) && isBlank(other)) || same(one, other);
}

function shown(value: unknown): string {
  if (isBlank(value)) return text.conflictNothing;
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? Object.keys(value ?? {}).join(', ') : String(value);
}
