import { VisuallyHidden } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import type { Credential } from '../../api/types';
import { Chip } from '../../parts/Chip';
import { scopes } from '../../text/common';
import { credentials as text } from '../../text/credentials';
import classes from './table.module.css';

export function ScopeMark({ credential }: { credential: Credential }) {
  return (
    <span className={classes.scopeMark}>
      <Chip title={scopes[credential.scope]}>{credential.workspace?.name ?? scopes[credential.scope]}</Chip>
      {credential.shared && (
        <span title={text.shared}>
          <IconUsers size={14} aria-hidden />
          <VisuallyHidden>{text.shared}</VisuallyHidden>
        </span>
      )}
    </span>
  );
}
