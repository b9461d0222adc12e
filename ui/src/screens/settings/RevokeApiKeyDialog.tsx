import { Text } from '@mantine/core';
import { useRevokeApiKey } from '../../api/apiKeys';
import type { ApiKey } from '../../api/types';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { useDone } from '../../dialogs/useDone';
import { apiKeys as text } from '../../text/settings';
import { KeyUse } from './KeyUse';

export function RevokeApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { name } = apiKey;
  const revoke = useRevokeApiKey(apiKey);
  const done = useDone(onClose);
  return (
    <ConfirmDialog
      title={text.revokeTitle(name)}
      confirm={text.revoke}
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => revoke.mutate(undefined, { onSuccess: () => done(text.revoked(name)) })}
    >
      <Text>{text.revokeLead(name)}</Text>
      <KeyUse apiKey={apiKey} />
    </ConfirmDialog>
  );
}
