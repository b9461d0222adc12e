import { VisuallyHidden } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useSignedIn } from '../api/session';
import { ActionMenu } from '../parts/ActionMenu';
import { frame as text } from '../text/frame';
import { useWorkspace } from './useWorkspace';
import classes from './frame.module.css';

export function WorkspaceSwitcher() {
  const { organization, workspaces } = useSignedIn();
  const { workspace, choose } = useWorkspace();
  const chosen = workspaces.find(({ id }) => id === workspace);
  const choices = [{ id: undefined, name: text.allWorkspaces }, ...workspaces];
  return (
    <ActionMenu
      width="target"
      position="bottom-start"
      items={choices.map(({ id, name }) => ({ name, run: () => choose(id), chosen: id === workspace }))}
      target={
        <button type="button" className={classes.switch}>
          <span>
            <VisuallyHidden>{text.workspace}: </VisuallyHidden>
            {chosen?.name ?? text.allWorkspaces}
            {` · ${organization.name}`}
          </span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      }
    />
  );
}
