import { Skeleton } from '@mantine/core';
import { useCredentialFlows, useUsage } from '../../api/credentialDetails';
import type { Named } from '../../api/types';
import { Empty } from '../../parts/Empty';
import { QueryFailed } from '../../parts/QueryFailed';
import { flows as text } from '../../text/credential';
import { Panel } from './Facts';
import { UserTable } from './UserTable';
import classes from './credential.module.css';

export function Flows({ id }: { id: string }) {
  const flows = useCredentialFlows(id);
  const usage = useUsage(id);
  if (flows.isError) return <QueryFailed what={text.what} query={flows} />;
  if (usage.isError) return <QueryFailed what={text.what} query={usage} />;
  if (!flows.data || !usage.data) return <Skeleton h={120} />;
  const engines = usage.data.users.filter(({ type }) => type === 'key');
  if (flows.data.length === 0 && engines.length === 0) return <Empty title={text.none} text={text.noneHelp} />;
  return (
    <>
      {flows.data.length > 0 && <FlowList flows={flows.data} />}
      {engines.length > 0 && (
        <Panel title={text.engines}>
          <UserTable users={engines} />
        </Panel>
      )}
    </>
  );
}

function FlowList({ flows }: { flows: Named[] }) {
  return (
    <Panel title={text.title}>
      <table className={classes.table}>
        <tbody>
          {flows.map(({ id: flow, name }) => (
            <tr key={flow}>
              <td style={{ textAlign: 'left' }}>{name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
