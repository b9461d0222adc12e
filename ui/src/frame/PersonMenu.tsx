import { useMantineColorScheme } from '@mantine/core';
import { useSignedIn } from '../api/session';
import { ActionMenu } from '../parts/ActionMenu';
import { roles } from '../text/common';
import { frame as text } from '../text/frame';
import { schemes } from './schemes';
import { useSignOutHere } from './useSignOutHere';
import classes from './frame.module.css';

export function PersonMenu({ openKeys }: { openKeys: () => void }) {
  const { user, role } = useSignedIn();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { busy, signOut } = useSignOutHere();
  return (
    <ActionMenu
      width={220}
      position="top-start"
      items={[
        { label: user.email ?? user.name },
        'divider',
        { label: text.colours },
        ...schemes.map(({ value, name }) => ({
          name,
          run: () => setColorScheme(value),
          chosen: value === colorScheme,
        })),
        'divider',
        { name: text.keys, run: openKeys },
        { name: text.signOut, run: signOut, busy },
      ]}
      target={
        <button type="button" className={classes.link}>
          {user.name}
          <small>{roles[role]}</small>
        </button>
      }
    />
  );
}
