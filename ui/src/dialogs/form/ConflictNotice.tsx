import { Button } from '@mantine/core';
import { Notice } from '../../parts/Notice';
import { form as text } from '../../text/form';

export function ConflictNotice({ onReload }: { onReload: () => void }) {
  return (
    <Notice tone="warn" title={text.conflictTitle}>
      {text.conflictText}
      <Button variant="default" size="compact-sm" h={28} ml={10} onClick={onReload}>
        {text.conflictLoad}
      </Button>
    </Notice>
  );
}
