import { Button } from '@mantine/core';
import { EntryCard } from '../parts/EntryCard';
import { common } from '../text/common';

export function Unreachable({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <EntryCard title={common.unreachable} lead={error.message}>
      <Button fullWidth onClick={retry}>
        {common.tryAgain}
      </Button>
    </EntryCard>
  );
}
