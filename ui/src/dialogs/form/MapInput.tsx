import { ActionIcon, Button, Input, Text, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { form as text } from '../../text/form';
import { SecretInput } from './SecretInput';
import classes from './form.module.css';

/** What is to change: a text sets an entry, null removes it, an entry that is not named stays. */
export type MapChanges = Record<string, string | null>;

type Line = { name: string; value: string; saved: boolean; removed: boolean };

type Props = {
  label: string;
  path: string;
  description?: ReactNode;
  error?: string;
  secret: boolean;
  /** Names of the entries that are saved. Their values are not shown again. */
  saved?: string[];
  value: unknown;
  onChange: (value: MapChanges) => void;
};

/** Names and values, such as headers. A line without a name is not yet one. */
export function MapInput({ label, path, description, error, secret, saved = [], value, onChange }: Props) {
  const [lines, setLines] = useState<Line[]>(() => linesOf(saved, value));
  const [added, setAdded] = useState<number | null>(null);
  const [trimmed, setTrimmed] = useState<number | null>(null);
  const change = (next: Line[]) => {
    setTrimmed(null);
    setLines(next);
    onChange(changesOf(next));
  };
  const changeLine = (index: number, part: Partial<Line>) =>
    change(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));
  /** A header's value neither begins nor ends with a space. */
  const trim = (index: number, value: string) => {
    if (value === value.trim()) return;
    changeLine(index, { value: value.trim() });
    setTrimmed(index);
  };
  const Value = secret ? SecretInput : PlainValue;
  // Of the lines, the first one is where a fault of the whole leads to.
  const place = (index: number) => (index === 0 ? { 'data-path': path } : {});

  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      description={description}
      error={error}
      role="group"
      aria-label={label}
    >
      <div className={classes.lines}>
        {lines.map((line, index) => (
          <div key={index} className={classes.line}>
            {line.saved ? (
              <Text className={classes.mapName} td={line.removed ? 'line-through' : undefined} title={line.name}>
                {line.name}
              </Text>
            ) : (
              <TextInput
                {...place(index)}
                aria-label={text.mapKey(label)}
                placeholder={text.mapKeyHint}
                autoComplete="off"
                autoFocus={index === added}
                value={line.name}
                onChange={(event) => changeLine(index, { name: event.currentTarget.value })}
              />
            )}
            {line.removed ? (
              <Text c="dimmed">{text.mapRemoved}</Text>
            ) : (
              <Value
                {...(line.saved ? place(index) : {})}
                aria-label={line.saved ? text.mapValue(line.name) : text.mapValue(label)}
                placeholder={line.saved ? text.mapKept : text.mapValueHint}
                value={line.value}
                description={index === trimmed ? text.trimmed : undefined}
                onBlur={() => trim(index, line.value)}
                onChange={(next) => changeLine(index, { value: next })}
              />
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={34}
              aria-label={line.removed ? text.mapRestore(line.name) : text.mapRemove(line.name)}
              onClick={() =>
                line.saved
                  ? changeLine(index, { removed: !line.removed, value: '' })
                  : change(lines.filter((_, at) => at !== index))
              }
            >
              {line.removed ? <IconArrowBackUp size={15} /> : <IconX size={15} />}
            </ActionIcon>
          </div>
        ))}
        <Button
          size="compact-sm"
          h={26}
          variant="default"
          onClick={() => {
            setAdded(lines.length);
            setLines([...lines, blank]);
          }}
        >
          {text.mapAdd}
        </Button>
      </div>
    </Input.Wrapper>
  );
}

type ValueProps = Omit<Parameters<typeof SecretInput>[0], 'label'>;

function PlainValue({ onChange, ...input }: ValueProps) {
  return <TextInput {...input} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />;
}

const blank: Line = { name: '', value: '', saved: false, removed: false };

function linesOf(saved: string[], value: unknown): Line[] {
  const changes = Object.entries((typeof value === 'object' && value !== null ? value : {}) as MapChanges);
  const kept = saved.map((name) => {
    const changed = changes.find(([one]) => one === name)?.[1];
    return { name, value: changed ?? '', saved: true, removed: changed === null };
  });
  const added = changes
    .filter(([name]) => !saved.includes(name))
    .map(([name, one]) => ({ ...blank, name, value: one ?? '' }));
  return kept.length + added.length > 0 ? [...kept, ...added] : [blank];
}

/** A saved entry with a blank value is one that stays. */
export function changesOf(lines: Line[]): MapChanges {
  return Object.fromEntries(
    lines
      .filter(({ name, value, saved, removed }) => name && (!saved || removed || value))
      .map(({ name, value, removed }) => [name, removed ? null : value]),
  );
}
