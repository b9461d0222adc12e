import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck } from '@tabler/icons-react';
import { useSignedIn, useSignOut } from '../api/session';
import { roles } from '../text/common';
import { frame as text } from '../text/frame';
import classes from './frame.module.css';

const schemes: { value: MantineColorScheme; name: string }[] = [
  { value: 'auto', name: text.system },
  { value: 'light', name: text.light },
  { value: 'dark', name: text.dark },
];

export function PersonMenu({ openKeys }: { openKeys: () => void }) {
  const { user, role } = useSignedIn();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  // Loading the page anew drops all that was known in memory.
  const leave = () =>
    signOut.mutate(undefined, {
      onSuccess: () => window.location.assign('/sign-in'),
      onError: ({ message }) => notifications.show({ title: text.stillSignedIn, message, color: 'var(--bad)' }),
    });
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
        <Menu.Item disabled={signOut.isPending} onClick={leave}>
          {text.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
