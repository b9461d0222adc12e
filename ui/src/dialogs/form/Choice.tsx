import { Input } from '@mantine/core';
import { useId } from 'react';
import classes from './form.module.css';

type Props = {
  label: string;
  choices: { value: string; label: string }[];
  value: string;
  path?: string;
  error?: string;
  onChange: (value: string) => void;
};

/** One of a few, drawn as pills; underneath they are radio buttons. */
export function Choice({ label, choices, value, path, error, onChange }: Props) {
  const name = useId();
  return (
    <Input.Wrapper label={label} labelElement="div" error={error}>
      <div className={classes.choices} role="radiogroup" aria-label={label}>
        {choices.map((choice) => (
          <label key={choice.value} className={classes.choice}>
            <input
              type="radio"
              name={name}
              data-path={path}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </div>
    </Input.Wrapper>
  );
}
