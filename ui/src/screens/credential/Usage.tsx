import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Skeleton } from '@mantine/core';
import { useUsage } from '../../api/credentialDetails';
import { grouped } from '../../lib/numbers';
import { shortDate } from '../../lib/time';
import { Empty } from '../../parts/Empty';
import { QueryFailed } from '../../parts/QueryFailed';
import parts from '../../parts/parts.module.css';
import { useNow } from '../../parts/useNow';
import { usage as text } from '../../text/credential';
import { Panel } from './Facts';
import { UserTable } from './UserTable';

export function Usage({ id }: { id: string }) {
  const usage = useUsage(id);
  const now = useNow();
  if (usage.isError) return <QueryFailed what={text.what} query={usage} />;
  if (!usage.data) return <Skeleton h={320} />;
  const { days, users, total } = usage.data;
  if (total === 0) return <Empty title={text.none} text={text.noneHelp} />;

  return (
    <>
      <Panel title={`${text.title}: ${grouped(total)}`}>
        <div aria-hidden>
          <BarChart
            h={240}
            data={days.map((day) => ({ ...day, day: shortDate(`${day.date}T12:00:00`, now) }))}
            dataKey="day"
            type="stacked"
            withLegend
            yAxisProps={{ allowDecimals: false }}
            barProps={{ isAnimationActive: false }}
            barChartProps={{ accessibilityLayer: false }}
            series={[
              { name: 'ok', label: text.ok, color: 'var(--accent)' },
              { name: 'failed', label: text.failed, color: 'var(--bad)' },
            ]}
          />
        </div>
        <table className={parts.visuallyHidden}>
          <caption>{text.table}</caption>
          <thead>
            <tr>
              <th>{text.day}</th>
              <th>{text.ok}</th>
              <th>{text.failed}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ date, ok, failed }) => (
              <tr key={date}>
                <td>{date}</td>
                <td>{ok}</td>
                <td>{failed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      {users.length > 0 && (
        <Panel title={text.byUser}>
          <UserTable users={users} />
        </Panel>
      )}
    </>
  );
}
