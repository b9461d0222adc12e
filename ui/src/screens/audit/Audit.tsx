import { Button, Group, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { exportAddress, useAudit, useVerifyChain } from '../../api/audit';
import { ProblemNotice } from '../../parts/Notice';
import { WorkButton } from '../../parts/WorkButton';
import { Working } from '../../parts/Working';
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
  useVerifyOnArrival(verify.mutate);
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
          <WorkButton busy={verify.isPending} onClick={() => verify.mutate()}>
            {text.verify}
          </WorkButton>
        </Group>
      }
    >
      <Working running={verify.isPending} onCancel={verify.cancel} />
      {verify.data && <ChainResult result={verify.data} />}
      <ProblemNotice error={verify.error} />
      <AuditFilters filters={filters} items={itemsOf(events)} live={live} onLive={setLive} />
      <EventList events={events} />
    </Page>
  );
}

/** Starts for a person who came to verify, so that they need not look for the button; a reload does not verify again. */
function useVerifyOnArrival(verify: () => void) {
  const { state, pathname, search } = useLocation();
  const navigate = useNavigate();
  const asked = (state as { verify?: boolean } | null)?.verify === true;
  const begin = useEffectEvent(() => {
    verify();
    void navigate({ pathname, search }, { replace: true, state: null });
  });
  useEffect(() => {
    if (asked) begin();
  }, [asked]);
}
