import { Button, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMembers } from '../../api/session';
import { useAuditActions } from '../../api/audit';
import { useServiceAccounts } from '../../api/serviceAccounts';
import { useApiKeys } from '../../api/apiKeys';
import { useCredential, useCredentialSearch } from '../../api/credentials';
import type { AuditEvent } from '../../api/types';
import { isServiceAccount } from '../../lib/places';
import { actionName, audit as text } from '../../text/audit';
import type { AuditFiltersState } from './useAuditFilters';
import classes from './audit.module.css';

type Props = { filters: AuditFiltersState; items: AuditEvent[]; live: boolean; onLive: (live: boolean) => void };

export function AuditFilters({ filters: { get, set, clear, any }, items, live, onLive }: Props) {
  const [typed, setTyped] = useState('');
  const members = useMembers().data ?? [];
  const found = useCredentialSearch(typed, 20).data?.items ?? [];
  const actions = useAuditActions().data ?? [];
  const actor = get('actor');
  const target = get('target');
  const keys = useApiKeys().data ?? [];
  const accounts = useServiceAccounts().data ?? [];
  const chosen = useCredential(target.startsWith('cred_') ? target : null).data;
  // The events know also the names of what is deleted.
  const parties = items.flatMap((event) => [event.actor, event.actor.owner ?? {}, event.target]);
  const actors = withChosen([...members, ...accounts, ...keys], actor, parties);
  const ofAccount = isServiceAccount({ id: target });
  const targets = [
    {
      group: text.credentials,
      items: withChosen(chosen ? [...found, chosen] : found, ofAccount ? '' : target, parties),
    },
    { group: text.serviceAccounts, items: withChosen(accounts, ofAccount ? target : '', parties) },
  ];
  return (
    <div className={classes.filters}>
      <Select
        label={text.filterActor}
        placeholder={text.anybody}
        data={actors}
        value={actor || null}
        searchable
        clearable
        onChange={(value) => set('actor', value)}
      />
      <Select
        label={text.filterAction}
        placeholder={text.anyAction}
        data={actions.map((action) => ({ value: action, label: actionName(action) }))}
        value={get('action') || null}
        searchable
        clearable
        onChange={(value) => set('action', value)}
      />
      <Select
        label={text.filterTarget}
        placeholder={text.anything}
        data={targets}
        value={target || null}
        searchable
        clearable
        onSearchChange={setTyped}
        onChange={(value) => set('target', value)}
      />
      <TextInput
        type="date"
        label={text.from}
        value={get('from')}
        onChange={(event) => set('from', event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={text.to}
        value={get('to')}
        onChange={(event) => set('to', event.currentTarget.value)}
      />
      <Switch
        className={classes.live}
        label={text.live}
        checked={live}
        onChange={(event) => onLive(event.currentTarget.checked)}
      />
      {any && (
        <Button variant="subtle" color="gray" onClick={clear}>
          {text.clear}
        </Button>
      )}
    </div>
  );
}

type Party = { id?: string; name?: string };

/** Choices by name; what is chosen is among them, under the best name that is known for it. */
function withChosen(known: { id: string; name: string }[], chosen: string, parties: Party[]) {
  const names = new Map(known.map(({ id, name }) => [id, name]));
  if (chosen && !names.has(chosen)) names.set(chosen, parties.find(({ id }) => id === chosen)?.name ?? chosen);
  return [...names].map(([value, label]) => ({ value, label }));
}
