import type { Scope, StopPreview } from '../../api/types';
import { Notice } from '../../parts/Notice';
import { UsedByEngines } from '../../parts/UsedBy';
import { form as text } from '../../text/form';

const width: Record<Scope, number> = { personal: 0, workspace: 1, organization: 2 };

export const stopsAny = ({ stops, engines }: StopPreview) => stops.length > 0 || engines.length > 0;

/** A wider scope lets others use the same account. */
export function ScopeChange({ from, to }: { from: Scope; to: Scope }) {
  return width[to] > width[from] ? <Notice tone="warn" title={text.widened} /> : null;
}

/** The flows and engines that stop with a narrower scope: in view above the footer, because saving again confirms it. */
export function Stopping({ preview: { stops, engines } }: { preview: StopPreview }) {
  return (
    <>
      {stops.length > 0 && (
        <Notice tone="warn" title={text.stops}>
          {stops.map(({ name }) => name).join(', ')}. {text.stopsConfirm}
        </Notice>
      )}
      {engines.length > 0 && (
        <Notice tone="warn" title={text.engineStops}>
          <UsedByEngines engines={engines} /> {text.stopsConfirm}
        </Notice>
      )}
    </>
  );
}
