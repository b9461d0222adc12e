import { Button, Group, Modal, Stack, Text } from '@mantine/core';

type Props = {
  words: { title: string; lead: string; stay: string; leave: string };
  onStay: () => void;
  onLeave: () => void;
};

export function LeaveQuestion({ words, onStay, onLeave }: Props) {
  return (
    <Modal opened onClose={onStay} title={words.title} size={380} zIndex={300}>
      <Stack gap={14}>
        <Text>{words.lead}</Text>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" data-autofocus onClick={onStay}>
            {words.stay}
          </Button>
          <Button color="danger" onClick={onLeave}>
            {words.leave}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
