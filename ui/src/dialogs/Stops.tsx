import { Text } from '@mantine/core';
import { useCredentialFlows, useUsage } from '../api/credentialDetails';
import { isProblem } from '../api/problem';
import { Notice } from '../parts/Notice';
import { QueryFailed } from '../parts/QueryFailed';
import { UsedByUsers } from '../parts/UsedBy';
import { stops as text } from '../text/dialogs';

/** Says by name what stops: flows of Mortise, and engines outside it that used the credential lately. */
export function Stops({ credential }: { credential: string }) {
  const flows = useCredentialFlows(credential);
  const usage = useUsage(credential);
  if (isProblem(usage.error, 'forbidden')) return <Text c="dimmed">{text.mayNotSee}</Text>;
  if (flows.isError) return <QueryFailed what={text.what} query={flows} />;
  if (usage.isError) return <QueryFailed what={text.whatUses} query={usage} />;
  if (!flows.data || !usage.data) return <Text c="dimmed">{text.loading}</Text>;
  if (flows.data.length === 0 && usage.data.users.length === 0) return <Text c="dimmed">{text.none}</Text>;
  return (
    <>
      {flows.data.length > 0 && (
        <Notice tone="warn" title={text.some}>
          {flows.data.map(({ name }) => name).join(', ')}
        </Notice>
      )}
      {usage.data.users.length > 0 && (
        <Notice tone="warn" title={text.engines}>
          <UsedByUsers users={usage.data.users} />
        </Notice>
      )}
    </>
  );
}
