import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { Dot } from '../../parts/StatusDot';
import { common } from '../../text/common';
import { bulk as text } from '../../text/credentials';
import { testResult } from '../../text/form';
import type { Bulk, BulkItem, BulkKind } from './useBulk';
import classes from './bulk.module.css';

export function BulkResults({ opened, bulk, onClose }: { opened: boolean; bulk: Bulk; onClose: () => void }) {
  const { items, done, kind, busy } = bulk;
  return (
    <Modal opened={opened} onClose={onClose} title={busy ? text.busy[kind] : text.over[kind]} size={520}>
      <Stack gap={12}>
        <Progress
          value={items.length ? (done / items.length) * 100 : 0}
          aria-label={text.progress(done, items.length)}
        />
        <Text c="dimmed" fz={13} aria-live="polite">
          {text.progress(done, items.length)}
        </Text>
        <ul className={classes.list}>
          {items.map((item) => (
            <li key={item.id} className={classes.item}>
              <span className={classes.name}>{item.name}</span>
              <span className={classes.state}>
                <Dot tone={item.state === 'done' ? 'ok' : item.state === 'failed' ? 'bad' : 'off'} />
                {outcome(item, kind)}
              </span>
            </li>
          ))}
        </ul>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {busy ? text.leave : common.close}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function outcome({ state, test, message }: BulkItem, kind: BulkKind): string {
  if (state === 'waiting') return text.waiting;
  if (state === 'running') return text.running;
  if (message) return message;
  if (kind === 'revoke') return text.revoked;
  if (!test?.ok) return test?.message || testResult.reasons.unexpected;
  return test.identity ? testResult.connectedAs(test.identity) : testResult.works;
}
