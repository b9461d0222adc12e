import { Checkbox, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import type { ConnectorField } from '../../api/types';
import { eachValue, splitChars } from '../../lib/lists';
import { form as text } from '../../text/form';
import { MapInput } from './MapInput';
import { OptionalLabel } from './OptionalLabel';
import { SecretInput, SecretTextarea } from './SecretInput';
import classes from './form.module.css';

type Props = {
  field: ConnectorField;
  value: unknown;
  error: string | undefined;
  /** Instead of the field's help, such as who set a secret when. */
  description?: ReactNode;
  /** Whether a blank input is fine, as it keeps what is set. */
  kept?: boolean;
  /** Of a map: the names of the entries that are saved. */
  saved?: string[];
  focus?: boolean;
  onChange: (value: unknown) => void;
};

export function FieldInput({ field, value, error, description, kept, saved, focus, onChange }: Props) {
  const { label, kind, secret, required, help, choices } = field;
  const pasted = useRef(false);
  const [trimmed, setTrimmed] = useState(false);
  const shared = {
    label: required || kept ? label : <OptionalLabel>{label}</OptionalLabel>,
    description: description ?? help,
    error,
    autoComplete: 'off',
    'data-path': `fields.${field.name}`,
    'data-autofocus': focus || undefined,
  };
  const typed = typeof value === 'string' ? value : '';
  /** The space at the ends of a token or a public value came along when it was copied. */
  const withoutSpaces = (next: string) => (keepsSpaces(field) ? next : next.trim());
  const take = (next: string, from: string) => {
    setTrimmed(next !== from);
    onChange(next);
  };
  const spaces = () => {
    if (trimmed) return text.trimmed;
    return keepsSpaces(field) ? text.edges(typed) : undefined;
  };
  const line = {
    ...shared,
    value: typed,
    description: spaces() ?? shared.description,
    onPaste: () => (pasted.current = true),
    onChange: (next: string) => {
      take(pasted.current ? withoutSpaces(next) : next, next);
      pasted.current = false;
    },
    onBlur: () => withoutSpaces(typed) !== typed && take(withoutSpaces(typed), typed),
  };

  if (choices && !secret) {
    return <Select {...shared} data={choices} value={typed || null} onChange={onChange} allowDeselect={!required} />;
  }
  switch (kind) {
    case 'boolean':
      return (
        <Checkbox
          {...shared}
          label={label}
          checked={String(value) === 'true'}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' || typeof value === 'string' ? value : ''}
          onChange={(next) => onChange(next === '' ? null : Number(next))}
          hideControls
        />
      );
    case 'list':
      return (
        <TagsInput
          {...shared}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(values) => onChange(eachValue(values))}
          splitChars={splitChars}
          placeholder={isEmpty(value) ? text.listHint : undefined}
        />
      );
    case 'map':
      return (
        <MapInput
          path={shared['data-path']}
          label={label}
          description={shared.description}
          error={error}
          secret={secret}
          saved={saved}
          value={value}
          onChange={onChange}
        />
      );
    case 'multiline':
      return secret ? (
        <SecretTextarea {...shared} value={typed} onChange={onChange} />
      ) : (
        <Textarea
          {...shared}
          classNames={{ input: classes.mono }}
          rows={4}
          value={typed}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'text':
      return secret ? (
        <SecretInput {...line} />
      ) : (
        <TextInput {...line} onChange={(event) => line.onChange(event.currentTarget.value)} />
      );
  }
}

/** Only a secret of unknown shape, such as a password, may begin or end with a space. The server decides likewise. */
const keepsSpaces = ({ secret, pattern }: ConnectorField) => secret && !pattern;

function isEmpty(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0;
}
