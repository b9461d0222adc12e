import { Button } from '@mantine/core';
import { form as text } from '../text/form';
import { useSeconds } from './useSeconds';

type Props = { running: boolean; disabled: boolean; onStart: () => void; onStop: () => void };

/** Starts a test. While it runs, the button counts the seconds and stops it. */
export function TestButton({ running, disabled, onStart, onStop }: Props) {
  return running ? (
    <RunningTest onStop={onStop} />
  ) : (
    <Button variant="default" disabled={disabled} onClick={onStart}>
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
