import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Named } from '../../api/types';
import { duplicates as text } from '../../text/form';
import classes from './form.module.css';

export function DuplicateWarning({ duplicates, onClose }: { duplicates: Named[]; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={text.title} size={460}>
      <Stack gap={12}>
        <Text>{text.text}</Text>
        <ul className={classes.duplicateList}>
          {duplicates.map(({ id, name }) => (
            <li key={id}>
              <Link to={`/credentials/${id}`}>{name}</Link>
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
