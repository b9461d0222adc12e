import { Notice } from '../../parts/Notice';
import { Working } from '../../parts/Working';
import { TestOutcome } from '../../parts/TestOutcome';
import { form as text } from '../../text/form';
import type { useVerdict } from './useVerdict';

type Props = {
  verdict: Pick<ReturnType<typeof useVerdict>, 'test' | 'refusal'>;
  errors: Record<string, unknown>;
  saving?: boolean;
};

/** What the last test or the server said, and how many inputs need another look: in view wherever the form is scrolled. */
export function FormVerdict({ verdict, errors, saving = false }: Props) {
  const faults = Object.keys(errors).length;
  if (saving) return <Working running title={text.saving} />;
  return (
    <>
      {verdict.test && <TestOutcome result={verdict.test} />}
      {verdict.refusal && <Notice tone="bad" title={verdict.refusal} />}
      {!verdict.refusal && faults > 0 && <Notice tone="bad" title={text.faultsAbove(faults)} />}
    </>
  );
}
