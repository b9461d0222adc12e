import type { SecretState } from '../../api/types';
import { principalName } from '../../lib/principals';
import { RelativeTime } from '../../parts/RelativeTime';
import { form as text } from '../../text/form';

type Props = { state: SecretState; help?: string };

/** A secret is never shown again; only that it is there, since when and by whom. */
export function SecretNote({ state, help }: Props) {
  if (!state.set) return <>{[text.secretUnset, help].filter(Boolean).join(' ')}</>;
  return (
    <>
      <SecretSet state={state} />. {text.secretKept}
    </>
  );
}

export function SecretSet({ state }: { state: SecretState }) {
  if (!state.set) return <>{text.secretUnset}</>;
  return (
    <>
      {text.secretSet} <RelativeTime at={state.changedAt} within />{' '}
      {state.changedBy && text.secretBy(principalName(state.changedBy))}
    </>
  );
}
