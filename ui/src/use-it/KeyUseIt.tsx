import { Select } from '@mantine/core';
import { useState } from 'react';
import { useMatch } from 'react-router';
import { useLiveKey } from '../api/apiKeys';
import { useServiceAccounts } from '../api/serviceAccounts';
import { useCredentialSearch } from '../api/credentials';
import type { ApiKey } from '../api/types';
import type { Language } from '../lib/snippets';
import { useIt as text } from '../text/useIt';
import { KeyLive } from './KeyLive';
import { Snippets } from './Snippets';
import classes from './useIt.module.css';

const AT_MOST = 50;

/** How a program uses a key, for a credential that the key may reach, and whether it has. */
export function KeyUseIt({ apiKey }: { apiKey: ApiKey }) {
  const [language, setLanguage] = useState<Language>(apiKey.scopes.includes('runtime:resolve') ? 'curl' : 'proxy');
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const newest = useReached(apiKey, '');
  const found = useReached(apiKey, newest.some(({ name }) => name === typed) ? '' : typed);
  // A rotated key has a last use already: only a later one is awaited.
  const [before] = useState(apiKey.lastUsedAt);
  const live = useLiveKey(apiKey.id, before);
  const shown = useShownCredential();
  const known = [...found, ...newest];
  const credential = known.find(({ id }) => id === (chosen ?? shown)) ?? newest[0];
  if (!credential) return <p className={classes.help}>{text.noCredential}</p>;
  return (
    <div className={classes.useIt}>
      <Select
        label={text.credential}
        searchable
        allowDeselect={false}
        data={found.map(({ id, name }) => ({ value: id, label: name }))}
        value={credential.id}
        onChange={setChosen}
        onSearchChange={setTyped}
        // The server has searched already, also in what is not shown here.
        filter={({ options }) => options}
      />
      <Snippets credential={credential} language={language} onLanguage={setLanguage} />
      <p className={classes.help}>{text.keyHelp(language)}</p>
      <KeyLive id={apiKey.id} name={apiKey.name} last={live.last} waiting={live.waiting} />
    </div>
  );
}

/** The credential that the page under the dialog is about. */
const useShownCredential = () => useMatch('/credentials/:id/*')?.params.id;

/**
 * A key that is limited to workspaces reaches theirs and the organization's, no personal ones. Nor does a key of a
 * service account reach personal credentials of the person who looks at it.
 */
function useReached({ workspaces, serviceAccount }: ApiKey, typed: string) {
  const accounts = useServiceAccounts(Boolean(serviceAccount)).data ?? [];
  const ofAccount = accounts.find(({ id }) => id === serviceAccount?.id)?.workspace;
  const reach = workspaces ?? (ofAccount ? [ofAccount] : null);
  const found = useCredentialSearch(typed, AT_MOST, { sort: '-createdAt' }).data?.items ?? [];
  return found.filter(
    ({ scope, workspace }) =>
      scope === 'organization' ||
      (scope === 'workspace' && (!reach || reach.some(({ id }) => id === workspace?.id))) ||
      (scope === 'personal' && !workspaces && !serviceAccount),
  );
}
