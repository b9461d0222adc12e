import { Button, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMembers } from '../../api/session';
import { useAuditActions } from '../../api/audit';
import { useCredentialSearch } from '../../api/credentials';
import { actionName, audit as text } from '../../text/audit';
import type { AuditFiltersState } from './useAuditFilters';
import classes from './audit.module.css';

type Props = { filters: AuditFiltersState; live: boolean; onLive: (live: boolean) => void };

export function AuditFilters({ filters: { get, set, clear, any }, live, onLive }: Props) {
  const [typed, setTyped] = useState('');
  const members = useMembers().data ?? [];
  const found = useCredentialSearch(typed, 20).data?.items ?? [];
  const actions = useAuditActions().data ?? [];
  const target = get('target');
  const targets = found.map(({ id, name }) => ({ value: id, label: name }));
  if (target && !targets.some(({ value }) => value === target)) targets.push({ value: target, label: target });
  return (
    <div className={classes.filters}>
      <Select
        label={text.filterActor}
        placeholder={text.anybody}
        data={members.map(({ id, name }) => ({ value: id, label: name }))}
        value={get('actor') || null}
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
