import { Checkbox, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import type { ConnectorField } from '../../api/types';
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
  const shared = {
    label: required || kept ? label : <OptionalLabel>{label}</OptionalLabel>,
    description: description ?? help,
    error,
    autoComplete: 'off',
    'data-path': `fields.${field.name}`,
    'data-autofocus': focus || undefined,
  };
  const typed = typeof value === 'string' ? value : '';
  const line = {
    ...shared,
    value: typed,
    description: typed === typed.trim() ? shared.description : text.edges,
    onPaste: () => (pasted.current = true),
    onChange: (next: string) => {
      // A value with a known shape has no space at its ends: the space came along with the copy.
      onChange(pasted.current && field.pattern ? next.trim() : next);
      pasted.current = false;
    },
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
          onChange={onChange}
          splitChars={[',', ' ', '\n']}
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

function isEmpty(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0;
}
