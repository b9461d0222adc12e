import { Menu, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useSignedIn } from '../api/session';
import { frame as text } from '../text/frame';
import { useWorkspace } from './useWorkspace';
import classes from './frame.module.css';

export function WorkspaceSwitcher() {
  const { organization, workspaces } = useSignedIn();
  const { workspace, choose } = useWorkspace();
  const chosen = workspaces.find(({ id }) => id === workspace);
  const choices = [{ id: undefined, name: text.allWorkspaces }, ...workspaces];
  return (
    <Menu width="target" position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.switch}>
          <span>
            <VisuallyHidden>{text.workspace}: </VisuallyHidden>
            {organization.name}
            {chosen && ` · ${chosen.name}`}
          </span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ id, name }) => (
          <Menu.Item
            key={id ?? ''}
            onClick={() => choose(id)}
            rightSection={id === workspace ? <IconCheck size={14} /> : null}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
