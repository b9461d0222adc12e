import { useQueryClient } from '@tanstack/react-query';
import { refreshCredentials } from '../api/credentials';
import type { Credential } from '../api/types';
import { messageOf, tell, tellOf, type Undo } from '../parts/toasts';
import { aftermath as text } from '../text/dialogs';

export type Aftermath = {
  name: string;
  /** Said when nothing happened. */
  nothing: string;
  /** What happened all the same, once it is seen; null while it has not. */
  look: () => Promise<Happened | null>;
};

export type Happened = { said: string; credential?: Pick<Credential, 'id'>; undo?: Undo };

/** When the state is looked at after a call was cancelled: its last effect comes when the service has timed out. */
const looks = [300, 1_700, 4_000, 8_000, 16_000, 30_000];

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/**
 * What the server had already begun cannot be cancelled. So after a cancelled call the state is read again until it is
 * known what became of it, and a toast says so.
 */
export function useAftermath() {
  const queries = useQueryClient();
  return ({ name, nothing, look }: Aftermath) => {
    const toast = tellOf(text.cancelled, text.looking(name));
    void (async () => {
      let failure: unknown = null;
      for (const wait of looks) {
        await pause(wait);
        try {
          const happened = await look();
          failure = null;
          if (!happened) continue;
          refreshCredentials(queries);
          return tellHappened(happened, toast);
        } catch (error) {
          failure = error;
        }
      }
      if (failure) tell({ tone: 'bad', title: text.unknown(name), message: messageOf(failure) }, toast);
      else tell({ tone: 'off', message: nothing }, toast);
    })();
  };
}

function tellHappened({ said, credential, undo }: Happened, toast: string) {
  tell({ tone: 'off', message: said, to: credential && `/credentials/${credential.id}`, undo }, toast);
}
