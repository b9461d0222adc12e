import { Anchor, Button, Group, Text } from '@mantine/core';
import { useSignedIn } from '../../api/session';
import { useDialog } from '../../dialogs/useDialog';
import { Empty } from '../../parts/Empty';
import { credentials, emptyState as text } from '../../text/credentials';

export function FirstCredential() {
  const { practice } = useSignedIn();
  const { open } = useDialog();
  return (
    <Empty title={text.title} text={text.text}>
      <Group justify="center" gap={8}>
        <Button onClick={() => open({ dialog: 'add' })}>{credentials.add}</Button>
        {practice && (
          <Button variant="default" onClick={() => open({ dialog: 'add', service: 'petstore' })}>
            {text.practice}
          </Button>
        )}
      </Group>
      {practice && (
        <Text c="dimmed" fz={13} mt={12}>
          {text.practiceHelp}{' '}
          <Anchor href={practice.url} target="_blank" rel="noreferrer" fz={13}>
            {practice.url}
          </Anchor>
        </Text>
      )}
    </Empty>
  );
}
