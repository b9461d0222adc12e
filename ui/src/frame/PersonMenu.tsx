import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useSignedIn } from '../api/session';
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
    <Menu width={220} position="top-start">
      <Menu.Target>
        <button type="button" className={classes.link}>
          {user.name}
          <small>{roles[role]}</small>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{text.colours}</Menu.Label>
        {schemes.map(({ value, name }) => (
          <Menu.Item
            key={value}
            onClick={() => setColorScheme(value)}
            rightSection={value === colorScheme ? <IconCheck size={14} /> : null}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={openKeys}>{text.keys}</Menu.Item>
        <Menu.Item disabled={busy} onClick={signOut}>
          {text.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
