import type { IncidentView } from '@lockstep/contracts';
import { Area, AreaChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useNow } from '../figures/clock.ts';
import { count, many } from '../figures/numbers.ts';
import { axisTicks, dayAndTime, hourMinute, MINUTE, tickLabel } from '../figures/time.ts';
import { growthRows, type GrowthRow } from './growth.ts';

/** How many were affected, from the rise to now, with the share of the group at which it counts as critical. */
export function GrowthChart({ incident, height = 150 }: { incident: IncidentView; height?: number }) {
  const now = useNow(MINUTE);
  const rows = growthRows(incident, now);
  const from = rows[0]!.at;
  const to = rows.at(-1)!.at;
  const half = incident.total / 2;
  const top = Math.max(incident.most, incident.most >= half * 0.8 ? half * 1.1 : 0, 4);
  const name = `Affected mailboxes since ${hourMinute(Date.parse(incident.since))}: ${many(incident.replicas, 'now', 'now')}, at most ${count(incident.most)}`;
  return (
    <figure aria-label={name} style={{ margin: 0 }}>
      <ResponsiveContainer width="100%" height={height} debounce={80}>
        <AreaChart data={rows} margin={{ top: 12, right: 12, bottom: 0, left: 0 }} accessibilityLayer title={name}>
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={[from, to]}
            ticks={axisTicks(from, to)}
            tickFormatter={(at: number) => tickLabel(at, to - from)}
            tick={{ fontSize: 11, fill: 'var(--ink3)' }}
            tickLine={{ stroke: 'var(--line-strong)' }}
            axisLine={{ stroke: 'var(--line-strong)' }}
            height={22}
            minTickGap={24}
            interval="equidistantPreserveStart"
          />
          <YAxis hide domain={[0, top]} />
          {half <= top && (
            <ReferenceLine
              y={half}
              stroke="var(--ink3)"
              strokeDasharray="2 3"
              label={{ value: '50 % critical', position: 'insideTopLeft', fontSize: 11, fill: 'var(--ink2)' }}
            />
          )}
          <Area
            dataKey="replicas"
            type="stepAfter"
            stroke="var(--st-unknown)"
            strokeWidth={1.75}
            fill="var(--sf-unknown)"
            fillOpacity={1}
            isAnimationActive={false}
            activeDot={false}
          />
          <Tooltip isAnimationActive={false} cursor={{ stroke: 'var(--ink)', strokeWidth: 1 }} content={<Moment />} />
        </AreaChart>
      </ResponsiveContainer>
    </figure>
  );
}

/** Recharts fills in what is under the cursor. */
function Moment({ active, payload }: { active?: boolean; payload?: readonly { readonly payload?: GrowthRow }[] }) {
  const row = payload?.[0]?.payload;
  if (!active || !row) return null;
  return (
    <div className="tip">
      <div className="i2">{dayAndTime(row.at, row.at)}</div>
      <b>{many(row.replicas, 'mailbox', 'mailboxes')}</b>
    </div>
  );
}
