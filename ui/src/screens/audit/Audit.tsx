import { Button, Group, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { exportAddress, useAudit, useVerifyChain } from '../../api/audit';
import { ProblemNotice } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { audit as text } from '../../text/audit';
import { AuditFilters } from './AuditFilters';
import { ChainResult } from './ChainResult';
import { EventList, itemsOf } from './EventList';
import { useAuditFilters } from './useAuditFilters';

export function Audit() {
  const filters = useAuditFilters();
  const [live, setLive] = useState(true);
  const events = useAudit(filters.query, live);
  const verify = useVerifyChain();
  return (
    <Page
      title={text.title}
      actions={
        <Group gap={8}>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
                {text.exportAs}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item component="a" href={exportAddress('jsonl')} download>
                {text.jsonl}
              </Menu.Item>
              <Menu.Item component="a" href={exportAddress('csv')} download>
                {text.csv}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <Button loading={verify.isPending} onClick={() => verify.mutate()}>
            {text.verify}
          </Button>
        </Group>
      }
    >
      {verify.data && <ChainResult result={verify.data} />}
      <ProblemNotice error={verify.error} />
      <AuditFilters filters={filters} items={itemsOf(events)} live={live} onLive={setLive} />
      <EventList events={events} />
    </Page>
  );
}
