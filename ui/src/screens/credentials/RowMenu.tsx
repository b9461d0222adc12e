import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { Credential } from '../../api/types';
import { useCredentialMenu } from '../../dialogs/useCredentialMenu';
import { ActionMenu } from '../../parts/ActionMenu';
import { credentials as text } from '../../text/credentials';

export function RowMenu({ credential, size = 28 }: { credential: Credential; size?: number }) {
  const entries = useCredentialMenu(credential);
  if (entries.length === 0) return null;
  return (
    <ActionMenu
      position="bottom-end"
      width={170}
      items={entries}
      target={
        <ActionIcon variant="subtle" color="gray" size={size} aria-label={text.actionsOf(credential.name)}>
          <IconDots size={16} />
        </ActionIcon>
      }
    />
  );
}
