import { Text } from '@mantine/core';
import { useCredentialFlows } from '../api/credentialDetails';
import { Notice } from '../parts/Notice';
import { QueryFailed } from '../parts/QueryFailed';
import { stops as text } from '../text/dialogs';

/** Says by name what stops. */
export function Stops({ credential }: { credential: string }) {
  const known = useCredentialFlows(credential);
  const flows = known.data;
  if (known.isError) return <QueryFailed what={text.what} query={known} />;
  if (!flows) return <Text c="dimmed">{text.loading}</Text>;
  if (flows.length === 0) return <Text c="dimmed">{text.none}</Text>;
  return (
    <Notice tone="warn" title={text.some}>
      {flows.map(({ name }) => name).join(', ')}
    </Notice>
  );
}
