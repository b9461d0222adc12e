import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { ChangedOAuthApp } from '../../api/types';
import { oauthApps as text } from '../../text/oauthApps';
import classes from '../settings/settings.module.css';
import { usersOf } from './OAuthAppParts';

/** After a change that makes an app another client: whose accounts are no longer connected. */
export function MustConnectAgain({ app, onClose }: { app: ChangedOAuthApp; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={text.again(app.name)} size={520}>
      <Stack gap={14}>
        <Text>{text.againLead}</Text>
        <ul className={classes.stopping}>
          {app.mustConnectAgain.map(({ id, name }) => (
            <li key={id}>{name === undefined ? text.ofAnother : <Link to={`/credentials/${id}`}>{name}</Link>}</li>
          ))}
        </ul>
        {app.mustConnectAgain.length >= 100 && (
          <Text c="dimmed">
            {text.againMore} <Link to={usersOf(app)}>{text.showUsers}</Link>
          </Text>
        )}
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {text.done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
