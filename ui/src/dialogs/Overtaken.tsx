import { useLastChange } from '../api/credentialDetails';
import type { Seen } from '../api/credentials';
import { useSignedIn } from '../api/session';
import { Notice } from '../parts/Notice';
import { RelativeTime } from '../parts/RelativeTime';
import { overtaken as text } from '../text/dialogs';

/** Somebody saved another change since the dialog opened: who, what and when, where one may see it. */
export function Overtaken({ seen, button }: { seen: Seen; button: string }) {
  const { user } = useSignedIn();
  const change = useLastChange(seen);
  const what = text.kinds[seen.id.split('_')[0] as keyof typeof text.kinds];
  const last = change.data;
  const again = last?.action.endsWith('.rotated') ? text.again[button] : undefined;
  return (
    <Notice
      tone="warn"
      title={
        last ? (
          <>
            {last.actor.id === user.id
              ? text.byYou(last.action, what)
              : text.by(last.actor.name ?? text.someone, last.action, what)}{' '}
            <RelativeTime at={last.at} within />.
          </>
        ) : (
          text.changed(what)
        )
      }
    >
      {again ?? text.goOn(button)}
    </Notice>
  );
}
