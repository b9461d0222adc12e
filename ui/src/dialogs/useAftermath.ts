import { useQueryClient } from '@tanstack/react-query';
import { refreshCredentials } from '../api/credentials';
import { startLooking } from '../api/lookings';
import type { Credential } from '../api/types';
import { messageOf, tell, tellOf, untell, type Undo } from '../parts/toasts';
import { aftermath as text } from '../text/dialogs';

export type Aftermath = {
  /** What the call was about: the id of a credential or a service account, or the name of one that was to be made. */
  subject: string;
  name: string;
  /** Said when nothing happened. */
  nothing: string;
  /** What happened all the same, once it is seen; null while it has not. */
  look: () => Promise<Happened | null>;
};

export type Happened = {
  said: string;
  credential?: Pick<Credential, 'id'>;
  /** Where it is seen, if it is no credential. */
  to?: string;
  undo?: Undo;
};

/** When the state is looked at after a call was cancelled: its last effect comes when the service has timed out. */
const looks = [300, 1_700, 4_000, 8_000, 16_000, 30_000];

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/**
 * What the server had already begun cannot be cancelled. So after a cancelled call the state is read again until it is
 * known what became of it, and a toast says so; until a new change of the same subject, whose own result is told.
 */
export function useAftermath() {
  const queries = useQueryClient();
  return ({ subject, name, nothing, look }: Aftermath) => {
    const { ended, finish } = startLooking(subject);
    const toast = tellOf(text.cancelled, text.looking(name));
    ended.addEventListener('abort', () => untell(toast));
    void (async () => {
      const outcome = await lookUntilSeen(look, ended);
      if (ended.aborted) return;
      finish();
      if (outcome.happened) {
        refreshCredentials(queries);
        tellHappened(outcome.happened, toast);
      } else if (outcome.failure) {
        tell({ tone: 'bad', title: text.unknown(name), message: messageOf(outcome.failure) }, toast);
      } else tell({ tone: 'off', message: nothing }, toast);
    })();
  };
}

/** What was seen, or why the last look failed. */
async function lookUntilSeen(look: Aftermath['look'], ended: AbortSignal) {
  let failure: unknown = null;
  for (const wait of looks) {
    await pause(wait);
    if (ended.aborted) break;
    try {
      const happened = await look();
      if (happened) return { happened };
      failure = null;
    } catch (error) {
      failure = error;
    }
  }
  return { failure };
}

function tellHappened({ said, credential, to, undo }: Happened, toast: string) {
  tell({ tone: 'off', message: said, to: credential ? `/credentials/${credential.id}` : to, undo }, toast);
}
