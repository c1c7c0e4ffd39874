import type { IncidentView } from '@lockstep/contracts';
import { Area, AreaChart, ReferenceDot, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useNow } from '../figures/clock.ts';
import { count, many } from '../figures/numbers.ts';
import { sameMoment } from '../figures/shared-cursor.ts';
import { axisTicks, dayAndTime, MINUTE, shortly, tickLabel } from '../figures/time.ts';
import { shareText } from '../policies/duration-field.ts';
import { growthRows, type GrowthRow } from './growth.ts';
import { useCriticalShare } from './useIncident.ts';
import style from './Incident.module.css';

/** How many were affected, from the rise to now, with the line from which it counts as critical. */
export function GrowthChart({ incident }: { incident: IncidentView }) {
  const now = useNow(MINUTE);
  const rows = growthRows(incident, now);
  const from = rows[0]!.at;
  const to = rows.at(-1)!.at;
  const last = rows.at(-1)!.replicas;
  const share = useCriticalShare(incident);
  const critical = share === null ? Infinity : incident.total * share;
  const top = Math.max(incident.most, incident.most >= critical * 0.8 ? critical * 1.1 : 0, 4);
  const name = `Affected mailboxes since ${shortly(Date.parse(incident.since), now)}: ${count(incident.replicas)} now, ${count(incident.most)} at most`;
  return (
    <figure aria-label={name} className={style.growth}>
      <ResponsiveContainer width="100%" height="100%" debounce={80}>
        <AreaChart
          data={rows}
          syncId="page"
          syncMethod={sameMoment}
          margin={{ top: 12, right: 36, bottom: 0, left: 0 }}
          accessibilityLayer
          title={name}
        >
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={[from, to]}
            // A word at the very edge would be cut.
            ticks={axisTicks(from, to).filter((tick) => tick - from > (to - from) * 0.1)}
            tickFormatter={(at: number) => tickLabel(at, to - from)}
            tick={{ fontSize: 11, fill: 'var(--ink3)' }}
            tickLine={{ stroke: 'var(--line-strong)' }}
            axisLine={{ stroke: 'var(--line-strong)' }}
            height={22}
            minTickGap={24}
            interval="equidistantPreserveStart"
          />
          <YAxis hide domain={[0, top]} />
          {critical <= top && (
            <ReferenceLine
              y={critical}
              stroke="var(--ink3)"
              strokeDasharray="2 3"
              label={{
                value: `${shareText(share!)} critical`,
                position: 'insideBottomLeft',
                fontSize: 11,
                fill: 'var(--ink2)',
                // The curve runs below it.
                stroke: 'var(--surface)',
                strokeWidth: 3,
                paintOrder: 'stroke',
              }}
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
          <ReferenceDot
            x={to}
            y={last}
            r={3}
            fill="var(--st-unknown)"
            stroke="var(--st-unknown)"
            label={{ value: count(last), position: 'right', fontSize: 11, fontWeight: 620, fill: 'var(--ink)' }}
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
