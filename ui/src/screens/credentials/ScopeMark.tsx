import { VisuallyHidden } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import type { Credential } from '../../api/types';
import { Chip } from '../../parts/Chip';
import { scopes } from '../../text/common';
import { credentials as text } from '../../text/credentials';
import classes from './table.module.css';

/** `long` says also that it is a workspace. */
export function ScopeMark({ credential, long = false }: { credential: Credential; long?: boolean }) {
  const { scope, workspace } = credential;
  const named = workspace && (long ? `${scopes.workspace} ${workspace.name}` : workspace.name);
  return (
    <span className={classes.scopeMark}>
      <Chip title={scopes[scope]}>{named ?? scopes[scope]}</Chip>
      {credential.shared && (
        <span title={text.shared}>
          <IconUsers size={14} aria-hidden />
          <VisuallyHidden>{text.shared}</VisuallyHidden>
        </span>
      )}
    </span>
  );
}
