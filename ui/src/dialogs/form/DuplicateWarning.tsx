import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { ConnectorMethod, Credential } from '../../api/types';
import { duplicates as text } from '../../text/form';
import classes from './form.module.css';

type Props = { title: string; saved: Credential; method: ConnectorMethod; onClose: () => void };

/** Which secret or account a credential that was just saved shares with others. */
export function DuplicateWarning({ title, saved, method, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={title} size={460}>
      <Stack gap={12}>
        <Text>{text.text}</Text>
        <ul className={classes.duplicateList}>
          {(saved.duplicates ?? []).map(({ id, name, same }) => (
            <li key={id}>
              <Link to={`/credentials/${id}`}>{name}</Link>: {inCommon(same, saved, method)}
            </li>
          ))}
        </ul>
        <Text c="dimmed">{text.advice}</Text>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            {text.done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Two credentials hold the same secret if all their secret fields do. */
function inCommon(same: string[], { secrets, identity }: Credential, { fields }: ConnectorMethod): string {
  const labels = fields.filter(({ name, secret }) => secret && secrets[name]?.set).map(({ label }) => label);
  return [
    ...(same.includes('secret') ? [text.sameSecret(labels)] : []),
    ...(same.includes('account') ? [text.sameAccount(identity ?? '')] : []),
  ].join(', ');
}
