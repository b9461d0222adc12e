import { Skeleton } from '@mantine/core';
import { useCredentialFlows } from '../../api/credentialDetails';
import { Empty } from '../../parts/Empty';
import { QueryFailed } from '../../parts/QueryFailed';
import { flows as text } from '../../text/credential';
import { Panel } from './Facts';
import classes from './credential.module.css';

export function Flows({ id }: { id: string }) {
  const flows = useCredentialFlows(id);
  if (flows.isError) return <QueryFailed what={text.what} query={flows} />;
  if (!flows.data) return <Skeleton h={120} />;
  if (flows.data.length === 0) return <Empty title={text.none} text={text.noneHelp} />;
  return (
    <Panel title={text.title}>
      <table className={classes.table}>
        <tbody>
          {flows.data.map(({ id: flow, name }) => (
            <tr key={flow}>
              <td style={{ textAlign: 'left' }}>{name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
