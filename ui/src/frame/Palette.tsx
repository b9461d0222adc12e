import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useCredentialSearch } from '../api/credentials';
import type { Credential } from '../api/types';
import { common } from '../text/common';
import { credentials as credentialsText } from '../text/credentials';
import { frame, palette as text } from '../text/frame';
import { keepScrollBar, overlayProps } from '../theme/theme';
import { findEntries } from './findEntries';
import { usePaletteEntries, type PaletteEntry } from './usePaletteEntries';

const [store, spotlight] = createSpotlight();

/** Before anything is typed: connectors and keys would be long lists. */
const atFirst = [text.thisCredential, text.credentials, text.actions, text.pages];

type Props = { opened: boolean; onClose: () => void; openKeys: () => void };

export function Palette({ opened, onClose, openKeys }: Props) {
  const [query, setQuery] = useState('');
  const typed = query.trim();
  const [asked] = useDebouncedValue(typed, 150);
  const search = useCredentialSearch(asked, 8, {}, opened && asked !== '');
  // The server finds exactly what was typed among all; a slip of the fingers is forgiven among those used lately.
  const recent = useCredentialSearch('', 200, { sort: '-lastUsedAt' }, opened).data?.items ?? [];
  const found = typed && asked ? (search.data?.items ?? []) : [];
  const answered = asked === typed && (asked === '' || (search.isSuccess && !search.isPlaceholderData));
  const entries = usePaletteEntries(opened, united(recent, found), openKeys);

  useEffect(() => (opened ? spotlight.open() : undefined), [opened]);

  const shown = typed
    ? withFound(findEntries(entries, typed), answered ? found : [], entries)
    : findEntries(entries, '').filter(({ group }) => atFirst.includes(group));
  return (
    <Spotlight
      store={store}
      actions={shown.map(({ group, entries: members }) => ({ group, actions: members.map(actionOf) }))}
      filter={(_, actions) => actions}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      centered={false}
      yOffset="14vh"
      removeScrollProps={keepScrollBar}
      overlayProps={overlayProps}
      attributes={{ content: { 'aria-label': frame.jump } }}
      nothingFound={search.isError ? common.loadFailed(credentialsText.all) : answered ? text.nothing : text.searching}
      highlightQuery
      scrollable
      maxHeight={420}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      searchProps={{
        placeholder: text.placeholder,
        'aria-label': text.placeholder,
        leftSection: <IconSearch size={18} />,
      }}
    />
  );
}

const actionOf = ({ id, label, description, run, icon }: PaletteEntry) => ({
  id,
  label,
  description,
  onClick: run,
  leftSection: icon,
});

function united(recent: Credential[], found: Credential[]): Credential[] {
  const known = new Set(recent.map(({ id }) => id));
  return [...recent, ...found.filter(({ id }) => !known.has(id))];
}

type Groups = ReturnType<typeof findEntries<PaletteEntry>>;

/** The server finds credentials also by their host, account and notes, which nothing here resembles. */
function withFound(groups: Groups, found: Credential[], entries: PaletteEntry[]): Groups {
  const shown = new Set(groups.flatMap((group) => group.entries.map(({ id }) => id)));
  const missing = entries.filter(({ id }) => !shown.has(id) && found.some((one) => one.id === id));
  if (missing.length === 0) return groups;
  const known = groups.find(({ group }) => group === text.credentials);
  if (!known) return [...groups, { group: text.credentials, entries: missing }];
  return groups.map((group) => (group === known ? { ...group, entries: [...group.entries, ...missing] } : group));
}
