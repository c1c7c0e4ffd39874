import type { FleetHistoryView, Status, StatusCounts } from '@lockstep/contracts';
import type { ClientBase } from 'pg';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';
import { statusOf } from '../projections/status-rank.ts';
import { STEP_WIDTHS } from '../projections/step-changes.ts';
import { iso } from './instants.ts';
import { countAt, moments, type StatusStep } from './status-history.ts';

type Reader = Pick<ClientBase, 'query'>;

/** How many had which status at evenly spaced moments. */
export async function fleetHistory(
  client: Reader,
  from: number,
  to: number,
  points: number,
): Promise<FleetHistoryView> {
  const at = moments(from, to, points);
  const counted = await statusesAt(client, at);
  return { points: counted.map((counts, index) => ({ at: iso(at[index]!), ...counts })) };
}

/**
 * How many had which status at each moment, of which none is before the one in front of it; exactly: the sums of whole days before the
 * moment's, of the whole hours of its day and the whole minutes of its hour, and of its minute each span that began or ended. So it costs by
 * the moments, and not by the fleet or its age.
 */
export async function statusesAt(client: Reader, at: readonly number[]): Promise<StatusCounts[]> {
  const days = await stepsByDay(client, at[0]!, at.at(-1)!);
  const within = await stepsWithinDay(client, at);
  return countAt(days, at.map(dayOf)).map(({ counts: before }, index) => {
    const counts = { ...before } as Record<Status, number>;
    for (const { status, change } of within[index]!) counts[status] += change;
    return counts;
  });
}

const { day: DAY, hour: HOUR, minute: MINUTE } = STEP_WIDTHS;
const STEPS = `${READ_SCHEMA}.status_step`;
const SPANS = `${READ_SCHEMA}.status_span`;

const dayOf = (at: number) => Math.floor(at / DAY);

/** By days as whole numbers, each counting from the day after it. */
async function stepsByDay(client: Reader, from: number, to: number): Promise<StatusStep[]> {
  const { rows } = await client.query<[string, number, number]>({
    name: 'history-days',
    text: `SELECT greatest(slot + 1, $1::bigint), status, sum(change)::int FROM ${STEPS}
           WHERE partition = 0 AND width = ${DAY} AND slot < $2 GROUP BY 1, 2`,
    values: [dayOf(from), dayOf(to)],
    rowMode: 'array',
  });
  return rows.map(([at, status, change]) => ({ at: Number(at), status: statusOf(status), change }));
}

/** For each moment, from the beginning of its day. */
async function stepsWithinDay(client: Reader, at: readonly number[]): Promise<Omit<StatusStep, 'at'>[][]> {
  const slots = (width: number) =>
    `SELECT status, change FROM ${STEPS} WHERE partition = 0 AND width = ${width} AND slot >=`;
  const live = `partition = 0 AND known_to = ${FOREVER}`;
  const { rows } = await client.query<[string, number, number]>({
    name: 'history-within',
    text: `SELECT moment.nth, step.status, sum(step.change)::int
           FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) WITH ORDINALITY AS moment (at, minute, hour, day, nth)
           CROSS JOIN LATERAL (
             ${slots(HOUR)} moment.day * 24 AND slot < moment.hour UNION ALL
             ${slots(MINUTE)} moment.hour * 60 AND slot < moment.minute UNION ALL
             SELECT status, 1 FROM ${SPANS} WHERE ${live} AND since >= moment.minute * ${MINUTE} AND since <= moment.at UNION ALL
             SELECT status, -1 FROM ${SPANS} WHERE ${live} AND until >= moment.minute * ${MINUTE} AND until <= moment.at) step
           GROUP BY 1, 2`,
    values: [at, ...[MINUTE, HOUR, DAY].map((width) => at.map((moment) => Math.floor(moment / width)))],
    rowMode: 'array',
  });
  const within: Omit<StatusStep, 'at'>[][] = at.map(() => []);
  for (const [nth, status, change] of rows) within[Number(nth) - 1]!.push({ status: statusOf(status), change });
  return within;
}
