import { Kbd } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { searchInputId } from '../../frame/useShortcuts';
import { SearchBox } from '../../parts/SearchBox';
import { credentials as text } from '../../text/credentials';

type Props = { value: string; onChange: (value: string) => void };

/** Where `/` leads, from any screen. */
export function SearchInput({ value, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const cameToSearch = (useLocation().state as { search?: boolean } | null)?.search;
  useEffect(() => {
    if (cameToSearch) input.current?.focus();
  }, [cameToSearch]);
  return (
    <SearchBox
      ref={input}
      id={searchInputId}
      label={text.search}
      placeholder={text.searchHint}
      hint={<Kbd size="xs">/</Kbd>}
      value={value}
      onChange={onChange}
    />
  );
}
