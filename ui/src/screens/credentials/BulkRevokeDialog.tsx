import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { Credential } from '../../api/types';
import { common } from '../../text/common';
import { bulk as text, flowsInUse } from '../../text/credentials';
import classes from './bulk.module.css';

type Props = { opened: boolean; credentials: Credential[]; onClose: () => void; onConfirm: () => void };

export function BulkRevokeDialog({ opened, credentials, onClose, onConfirm }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={text.confirmTitle(credentials.length)} size={460}>
      <Stack gap={14}>
        <Text>{text.confirmText}</Text>
        <ul className={classes.list}>
          {credentials.map(({ id, name, flowCount }) => (
            <li key={id} className={classes.item}>
              <span className={classes.name}>{name}</span>
              <span className={classes.state}>{flowsInUse(flowCount)}</span>
            </li>
          ))}
        </ul>
        <Group justify="flex-end" gap={8}>
          <Button variant="subtle" color="gray" data-autofocus onClick={onClose}>
            {common.cancel}
          </Button>
          <Button color="danger" onClick={onConfirm}>
            {text.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
