import { Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { searchInputId } from '../../frame/useShortcuts';
import { credentials as text } from '../../text/credentials';
import classes from './filters.module.css';

type Props = { value: string; onChange: (value: string) => void };

/** What is typed reaches the address a moment later, so that typing is never held up. */
export function SearchInput({ value, onChange }: Props) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const cameToSearch = (useLocation().state as { search?: boolean } | null)?.search;

  if (value !== known) {
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (cameToSearch) input.current?.focus();
  }, [cameToSearch]);

  const change = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setKnown(next);
      onChange(next);
    }, 200);
  };

  return (
    <TextInput
      id={searchInputId}
      ref={input}
      type="search"
      className={classes.search}
      aria-label={text.search}
      placeholder={text.searchHint}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={typed ? null : <Kbd size="xs">/</Kbd>}
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
