import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { StopPreview } from '../api/types';
import { Notice } from '../parts/Notice';
import { QueryFailed } from '../parts/QueryFailed';
import { UsedByEngines } from '../parts/UsedBy';
import { stops as text } from '../text/dialogs';

/** Names the flows and engines that lose a credential by a change, or says that none does. */
export function Losing({ preview }: { preview: UseQueryResult<StopPreview> }) {
  if (preview.isError) return <QueryFailed what={text.whatUses} query={preview} />;
  if (!preview.data) return <Text c="dimmed">{text.loading}</Text>;
  const { stops, engines } = preview.data;
  if (stops.length + engines.length === 0) return <Text c="dimmed">{text.noneStops}</Text>;
  return (
    <>
      {stops.length > 0 && (
        <Notice tone="warn" title={text.some}>
          {stops.map(({ name }) => name).join(', ')}
        </Notice>
      )}
      {engines.length > 0 && (
        <Notice tone="warn" title={text.losing}>
          <UsedByEngines engines={engines} />
        </Notice>
      )}
    </>
  );
}
