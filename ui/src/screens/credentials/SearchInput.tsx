import { Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { searchInputId } from '../../frame/useShortcuts';
import { credentials as text } from '../../text/credentials';
import classes from './filters.module.css';

type Props = { value: string; onChange: (value: string) => void };

/**
 * What is typed reaches the address a moment later, so that typing is never held up. The address follows later still:
 * what it says of earlier letters is no reason to take back later ones.
 */
export function SearchInput({ value, onChange }: Props) {
  const [typed, setTyped] = useState(value);
  const latest = useRef(value);
  const sent = useRef(new Set<string>());
  const input = useRef<HTMLInputElement>(null);
  const cameToSearch = (useLocation().state as { search?: boolean } | null)?.search;
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
  useEffect(() => {
    if (cameToSearch) input.current?.focus();
  }, [cameToSearch]);

  const change = (next: string) => {
    latest.current = next;
    setTyped(next);
    send(next);
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
