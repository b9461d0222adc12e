import { Text } from '@mantine/core';
import { useEndOtherSessions } from '../../api/session';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { useDone } from '../../dialogs/useDone';
import { account as text } from '../../text/settings';

export function EndSessionsDialog({ count, onClose }: { count: number; onClose: () => void }) {
  const end = useEndOtherSessions();
  const done = useDone(onClose);
  return (
    <ConfirmDialog
      title={text.endOthersTitle}
      confirm={text.endOthers}
      danger
      busy={end.isPending}
      error={end.error}
      onClose={onClose}
      onConfirm={() => end.mutate(undefined, { onSuccess: () => done(text.othersEnded) })}
    >
      <Text>{text.endOthersLead(count)}</Text>
    </ConfirmDialog>
  );
}
