import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { Credential } from '../../api/types';
import { useCredentialMenu } from '../../dialogs/useCredentialMenu';
import { credentials as text } from '../../text/credentials';

export function RowMenu({ credential, size = 28 }: { credential: Credential; size?: number }) {
  const entries = useCredentialMenu(credential);
  if (entries.length === 0) return null;
  return (
    <Menu position="bottom-end" width={170}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={size} aria-label={text.actionsOf(credential.name)}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map(({ name, run, danger, busy }) => (
          <Menu.Item key={name} disabled={busy} onClick={run} c={danger ? 'var(--bad)' : undefined}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
