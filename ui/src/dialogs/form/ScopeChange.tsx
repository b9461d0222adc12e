import type { Named, Scope } from '../../api/types';
import { Notice } from '../../parts/Notice';
import { form as text } from '../../text/form';

const width: Record<Scope, number> = { personal: 0, workspace: 1, organization: 2 };

/** What another scope brings: narrower, flows may stop; wider, others come to use the account. */
export function ScopeChange({ from, to, stops }: { from: Scope; to: Scope; stops: Named[] }) {
  if (stops.length > 0) {
    return (
      <Notice tone="warn" title={text.stops}>
        {stops.map(({ name }) => name).join(', ')}. {text.stopsConfirm}
      </Notice>
    );
  }
  return width[to] > width[from] ? <Notice tone="warn" title={text.widened} /> : null;
}
