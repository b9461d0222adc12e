import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ApiKey } from '../../api/types';
import { CopyBox } from '../../parts/CopyBox';
import { Notice } from '../../parts/Notice';
import { exactTime } from '../../lib/time';
import { apiKeys as text } from '../../text/settings';
import { KeyUseIt } from '../../use-it/KeyUseIt';

/** Whether a program can use credentials with it. */
const runs = ({ scopes }: ApiKey) => scopes.includes('runtime:resolve') || scopes.includes('runtime:call');

/** The token of a key that was made or rotated just now; nothing shows it again. */
export function KeyShownOnce({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={text.createdTitle}
      size={640}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap={14}>
        {apiKey.token ? (
          <>
            <Text>{text.createdLead}</Text>
            <CopyBox value={apiKey.token} label={text.token} />
            {runs(apiKey) && <KeyUseIt apiKey={apiKey} />}
          </>
        ) : (
          // The first answer was lost, and a repeated one holds no token.
          <Notice tone="bad" title={text.tokenLost}>
            {text.tokenLostHelp}
          </Notice>
        )}
        {apiKey.oldTokenUntil && <Text c="dimmed">{text.oldTokenUntil(exactTime(apiKey.oldTokenUntil))}</Text>}
        <Group justify="flex-end">
          <Button onClick={onClose}>{apiKey.token ? text.copied : text.closeLost}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
