import { Text } from '@mantine/core';
import { useRevokeApiKey } from '../../api/apiKeys';
import type { ApiKey } from '../../api/types';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { useDone } from '../../dialogs/useDone';
import { useSeenVersion } from '../../dialogs/useSeenVersion';
import { apiKeys as text } from '../../text/settings';
import { KeyUse } from './KeyUse';

export function RevokeApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { name } = apiKey;
  const version = useSeenVersion(apiKey, text.revoke);
  const revoke = useRevokeApiKey(version.seen);
  const done = useDone(onClose);
  return (
    <ConfirmDialog
      title={text.revokeTitle(name)}
      confirm={text.revoke}
      danger
      busy={revoke.isPending}
      error={version.error(revoke.error)}
      notice={version.notice}
      onClose={onClose}
      onConfirm={() =>
        revoke.mutate(undefined, { onSuccess: () => done(text.revoked(name)), onError: version.refused })
      }
    >
      <Text>{text.revokeLead(name)}</Text>
      <KeyUse apiKey={apiKey} />
    </ConfirmDialog>
  );
}
