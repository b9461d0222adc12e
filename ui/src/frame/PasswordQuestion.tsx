import { Suspense, useEffect, useRef, useState } from 'react';
import type { Question } from '../api/confirmation';
import type { PasswordTexts } from './PasswordDialog';
import type { Action } from '../api/useAction';
import { later } from '../lib/later';

const PasswordDialog = later(() => import('./PasswordDialog'), 'PasswordDialog');

type Props = {
  question: Question;
  text: PasswordTexts;
  lead: string;
  confirm: Action<unknown, string>;
  /** What the button does that does not confirm; without it, it closes the question. */
  onCancel?: () => void;
};

/** Opens when a call needs the password; the call goes on once it was right. */
export function PasswordQuestion({ question, text, lead, confirm, onCancel }: Props) {
  const [opened, setOpened] = useState(false);
  const settle = useRef<(confirmed: boolean) => void>(() => undefined);

  useEffect(() => {
    const stop = question.onAsked(
      () =>
        new Promise<boolean>((resolve) => {
          settle.current = resolve;
          setOpened(true);
        }),
    );
    return () => {
      stop();
      // Calls must not wait for a dialog that is gone.
      settle.current(false);
    };
  }, [question]);

  const finish = (confirmed: boolean) => {
    setOpened(false);
    confirm.cancel();
    settle.current(confirmed);
  };
  return (
    opened && (
      <Suspense fallback={null}>
        <PasswordDialog text={text} lead={lead} confirm={confirm} onEnd={finish} onCancel={onCancel} />
      </Suspense>
    )
  );
}
