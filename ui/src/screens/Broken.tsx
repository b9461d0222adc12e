import { Button } from '@mantine/core';
import { EntryCard } from '../parts/EntryCard';
import { common } from '../text/common';

export function Broken() {
  return (
    <EntryCard title={common.somethingBroke} lead={common.somethingBrokeHelp}>
      <Button fullWidth onClick={() => window.location.reload()}>
        {common.reload}
      </Button>
    </EntryCard>
  );
}
