import { Select } from '@mantine/core';
import { useSignedIn } from '../../api/session';
import type { Me, Named, Scope } from '../../api/types';
import type { InputErrors } from '../../lib/pointers';
import { form as text } from '../../text/form';
import { Choice } from './Choice';
import type { Edits, Values } from './values';

type Props = { values: Values; errors: InputErrors; edit: (edits: Edits) => void; current?: Named | null };

/** Workspaces whose credentials one manages. */
export function managedWorkspaces({ workspaces }: Me) {
  return workspaces.filter((workspace) => workspace.managesCredentials);
}

export function ScopeInput({ values, errors, edit, current }: Props) {
  const me = useSignedIn();
  const managed: Named[] = managedWorkspaces(me);
  const workspaces = current && !managed.some(({ id }) => id === current.id) ? [...managed, current] : managed;
  const only = workspaces.length === 1 ? ` · ${workspaces[0]?.name}` : '';
  const choices: { value: Scope; label: string }[] = [{ value: 'personal', label: text.onlyMe }];
  if (workspaces.length > 0) choices.push({ value: 'workspace', label: `${text.workspace}${only}` });
  if (me.role === 'owner' || me.role === 'admin' || values.scope === 'organization')
    choices.push({ value: 'organization', label: text.organization });

  const workspace = values.workspace ?? workspaces[0]?.id ?? null;
  return (
    <>
      <Choice
        label={text.scope}
        path="scope"
        choices={choices}
        value={values.scope}
        error={errors.scope}
        onChange={(scope) => edit({ scope: scope as Scope, workspace })}
      />
      {values.scope === 'workspace' && workspaces.length > 1 && (
        <Select
          label={text.workspace}
          data-path="workspace"
          data={workspaces.map(({ id, name }) => ({ value: id, label: name }))}
          value={workspace}
          error={errors.workspace}
          allowDeselect={false}
          onChange={(next) => edit({ workspace: next })}
        />
      )}
    </>
  );
}
