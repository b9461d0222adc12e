import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { leave as text } from '../text/dialogs';

/** Closing a form by accident, by Esc or beside it, asks first where something was typed into it. */
export function useLeave(typed: boolean, onClose: () => void) {
  const [asking, { open: ask, close: stay }] = useDisclosure();
  // Mounted only now, so that the Esc that asks is not taken for an answer.
  const question = asking && (
    <Modal opened onClose={stay} title={text.title} size={380} zIndex={300}>
      <Stack gap={14}>
        <Text>{text.lead}</Text>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" data-autofocus onClick={stay}>
            {text.stay}
          </Button>
          <Button color="danger" onClick={onClose}>
            {text.leave}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
  return { asking, leave: typed ? ask : onClose, question };
}
