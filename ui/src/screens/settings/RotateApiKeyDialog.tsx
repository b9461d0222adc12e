import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useRotateApiKey } from '../../api/apiKeys';
import type { ApiKey } from '../../api/types';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { useSeenVersion } from '../../dialogs/useSeenVersion';
import { exactTime } from '../../lib/time';
import { Notice } from '../../parts/Notice';
import { rotateKey as text } from '../../text/settings';
import { KeyShownOnce } from './KeyShownOnce';
import { KeyUse } from './KeyUse';

const overlaps = [24, 72, 168, 1, 0];

export function RotateApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const version = useSeenVersion(apiKey, text.confirm);
  const rotate = useRotateApiKey(version.seen);
  const [hours, setHours] = useState(24);

  if (rotate.data) return <KeyShownOnce apiKey={rotate.data} onClose={onClose} />;

  return (
    <ConfirmDialog
      title={text.title(apiKey.name)}
      confirm={text.confirm}
      size={520}
      busy={rotate.isPending}
      error={version.error(rotate.error)}
      notice={version.notice}
      onClose={onClose}
      onConfirm={() => rotate.mutate(hours, { onError: version.refused })}
    >
      <Text>{text.lead}</Text>
      <KeyUse apiKey={apiKey} />
      <Select
        label={text.overlap}
        description={text.overlapHelp}
        data={overlaps.map((value) => ({ value: String(value), label: text.hours(value) }))}
        value={String(hours)}
        allowDeselect={false}
        onChange={(value) => setHours(Number(value))}
      />
      {apiKey.oldTokenUntil && <Notice tone="warn" title={text.endsOlder(exactTime(apiKey.oldTokenUntil))} />}
    </ConfirmDialog>
  );
}
