import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { CredentialUsage } from '../../api/types';
import { shortDate } from '../../lib/time';
import { useNow } from '../../parts/useNow';
import { usage as text } from '../../text/credential';

export function UsesChart({ days }: Pick<CredentialUsage, 'days'>) {
  const now = useNow();
  return (
    <BarChart
      h={220}
      data={days.map((day) => ({ ...day, day: shortDate(`${day.date}T12:00:00`, now) }))}
      dataKey="day"
      type="stacked"
      textColor="var(--dim)"
      gridColor="var(--line-strong)"
      valueFormatter={text.count}
      xAxisProps={{ minTickGap: 32 }}
      yAxisProps={{ allowDecimals: false, width: 76 }}
      barProps={{ isAnimationActive: false }}
      barChartProps={{ accessibilityLayer: false }}
      series={[
        { name: 'ok', label: text.ok, color: 'var(--accent)' },
        { name: 'failed', label: text.failed, color: 'var(--bad)' },
      ]}
    />
  );
}
