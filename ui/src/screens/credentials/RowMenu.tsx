import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { Credential } from '../../api/types';
import { useCredentialMenu } from '../../dialogs/useCredentialMenu';
import { credentials as text } from '../../text/credentials';

export function RowMenu({ credential }: { credential: Credential }) {
  const entries = useCredentialMenu(credential);
  if (entries.length === 0) return null;
  return (
    <Menu position="bottom-end" width={170}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={text.actionsOf(credential.name)}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map(({ name, run, danger }) => (
          <Menu.Item key={name} onClick={run} c={danger ? 'var(--bad)' : undefined}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
