import { Button } from '@mantine/core';
import { useAsking } from '../api/useAsking';
import { common } from '../text/common';
import { Notice } from './Notice';
import { useSeconds } from './useSeconds';

/** Work that takes no longer needs no words. */
const PATIENCE_SECONDS = 3;

type Props = {
  running: boolean;
  /** Said at once instead of after three seconds. */
  title?: string;
  /** Takes the call back; without it, the Cancel of its dialog does. */
  onCancel?: () => void;
};

/** Counts the seconds of a call that takes long, and stops it. It counts none while the password is asked for. */
export function Working({ running, title, onCancel }: Props) {
  const asking = useAsking();
  return running && !asking ? <StillWorking title={title} onCancel={onCancel} /> : null;
}

/** Counts from when it is first shown. */
export function StillWorking({ title, onCancel }: Omit<Props, 'running'>) {
  const seconds = useSeconds();
  const late = seconds >= PATIENCE_SECONDS;
  if (!late && !title) return null;
  return (
    <Notice
      tone="off"
      title={
        <>
          {title ?? common.stillRunning}
          {/* Read out every second it would drown everything else. */}
          {late && <span aria-hidden> ({common.seconds(seconds)})</span>}
        </>
      }
      action={
        late &&
        onCancel && (
          <Button variant="default" size="compact-sm" h={28} onClick={onCancel}>
            {common.cancel}
          </Button>
        )
      }
    />
  );
}
