import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode, type Ref } from 'react';
import classes from './parts.module.css';

type Props = {
  ref?: Ref<HTMLInputElement>;
  id?: string;
  label: string;
  placeholder: string;
  /** Shown at its end while nothing is typed. */
  hint?: ReactNode;
  value: string;
  onChange: (value: string) => void;
};

/**
 * What is typed reaches the address a moment later, so that typing is never held up. The address follows later still:
 * what it says of earlier letters is no reason to take back later ones.
 */
export function SearchBox({ ref, id, label, placeholder, hint, value, onChange }: Props) {
  const [typed, setTyped] = useState(value);
  const latest = useRef(value);
  const sent = useRef(new Set<string>());
  const send = useDebouncedCallback((next: string) => {
    sent.current.add(next);
    onChange(next);
  }, 200);

  useEffect(() => {
    if (!sent.current.has(value)) {
      latest.current = value;
      setTyped(value);
    }
    if (value === latest.current) sent.current.clear();
  }, [value]);

  const change = (next: string) => {
    latest.current = next;
    setTyped(next);
    send(next);
  };

  return (
    <TextInput
      id={id}
      ref={ref}
      type="search"
      className={classes.searchBox}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={typed ? null : hint}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (typed) change('');
        else event.currentTarget.blur();
      }}
    />
  );
}
