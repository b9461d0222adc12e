import { Button } from '@mantine/core';
import { useAsking } from '../api/useAsking';
import { form as text } from '../text/form';
import { useSeconds } from './useSeconds';

type Props = { running: boolean; disabled: boolean; onStart: () => void; onStop: () => void };

/** Starts a test. While it runs, the button counts the seconds and stops it; it does not run while the password is asked for. */
export function TestButton({ running, disabled, onStart, onStop }: Props) {
  const asking = useAsking();
  return running && !asking ? (
    <RunningTest onStop={onStop} />
  ) : (
    <Button variant="default" disabled={disabled || running} onClick={onStart}>
      {text.test}
    </Button>
  );
}

function RunningTest({ onStop }: { onStop: () => void }) {
  const seconds = useSeconds();
  return (
    <Button variant="default" onClick={onStop}>
      {text.testRunning(seconds)}
    </Button>
  );
}
