import { ActionIcon, Button, Input, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { form as text } from '../../text/form';
import { SecretInput } from './SecretInput';
import classes from './form.module.css';

type Line = { name: string; value: string };

type Props = {
  label: string;
  description?: ReactNode;
  error?: string;
  secret: boolean;
  value: unknown;
  onChange: (value: Record<string, string>) => void;
};

/** Names and values, such as headers. A line without a name is not yet one. */
export function MapInput({ label, description, error, secret, value, onChange }: Props) {
  const [lines, setLines] = useState<Line[]>(() => linesOf(value));
  const change = (next: Line[]) => {
    setLines(next);
    onChange(Object.fromEntries(next.filter((line) => line.name).map((line) => [line.name, line.value])));
  };
  const changeLine = (index: number, part: Partial<Line>) =>
    change(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));

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
            <TextInput
              aria-label={text.mapKey(label)}
              placeholder={text.mapKeyHint}
              autoComplete="off"
              value={line.name}
              onChange={(event) => changeLine(index, { name: event.currentTarget.value })}
            />
            {secret ? (
              <SecretInput
                aria-label={text.mapValue(label)}
                placeholder={text.mapValueHint}
                value={line.value}
                onChange={(next) => changeLine(index, { value: next })}
              />
            ) : (
              <TextInput
                aria-label={text.mapValue(label)}
                placeholder={text.mapValueHint}
                autoComplete="off"
                value={line.value}
                onChange={(event) => changeLine(index, { value: event.currentTarget.value })}
              />
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={34}
              aria-label={text.mapRemove}
              onClick={() => change(lines.filter((_, at) => at !== index))}
            >
              <IconX size={15} />
            </ActionIcon>
          </div>
        ))}
        <Button
          size="compact-sm"
          h={26}
          variant="default"
          onClick={() => setLines([...lines, { name: '', value: '' }])}
        >
          {text.mapAdd}
        </Button>
      </div>
    </Input.Wrapper>
  );
}

function linesOf(value: unknown): Line[] {
  const known = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return known.length > 0
    ? known.map(([name, one]) => ({ name, value: String(one ?? '') }))
    : [{ name: '', value: '' }];
}
