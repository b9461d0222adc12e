import type { Scope, StopPreview } from '../../api/types';
import { Notice } from '../../parts/Notice';
import { UsedByEngines } from '../../parts/UsedBy';
import { form as text } from '../../text/form';

const width: Record<Scope, number> = { personal: 0, workspace: 1, organization: 2 };

export const stopsAny = ({ stops, engines }: StopPreview) => stops.length > 0 || engines.length > 0;

/** What another scope brings: narrower, flows and engines may stop; wider, others come to use the account. */
export function ScopeChange({ from, to, preview }: { from: Scope; to: Scope; preview: StopPreview | undefined }) {
  if (preview && stopsAny(preview)) {
    return (
      <>
        {preview.stops.length > 0 && (
          <Notice tone="warn" title={text.stops}>
            {preview.stops.map(({ name }) => name).join(', ')}. {text.stopsConfirm}
          </Notice>
        )}
        {preview.engines.length > 0 && (
          <Notice tone="warn" title={text.engineStops}>
            <UsedByEngines engines={preview.engines} /> {text.stopsConfirm}
          </Notice>
        )}
      </>
    );
  }
  return width[to] > width[from] ? <Notice tone="warn" title={text.widened} /> : null;
}
