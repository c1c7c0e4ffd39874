import type { AlertDetail, IncidentView } from '@lockstep/contracts';
import { listed, many } from '../figures/numbers.ts';
import { absolute } from '../figures/time.ts';
import { quietText } from '../alerts/alert-words.ts';
import { toldBy } from '../incidents/told.ts';

/** Who has taken an incident and when, and who was told, as sentences for paper. `alert` null: could not be read. */
export function takenText({ alert: id }: Pick<IncidentView, 'alert'>, alert: AlertDetail | null, at: number): string {
  if (id === null) return 'Its alert is not raised yet: nobody is told.';
  if (alert === null) return 'Who has taken it, and who was told, could not be read when the report was made.';
  return `${taken(alert)} ${told(alert)}${quiet(alert, at)}`;
}

function taken({ acknowledged, assignee }: AlertDetail): string {
  if (acknowledged === null) return assignee === null ? 'Nobody has taken it.' : `Assigned to ${assignee}.`;
  const { by, at, until, comment } = acknowledged;
  const end = until === null ? '' : `, until ${absolute(Date.parse(until))}`;
  return `Taken by ${by} ${absolute(Date.parse(at))}${end}${comment ? ` (“${comment}”)` : ''}.`;
}

const WENT_WRONG = { waiting: 'under way', dead: 'not delivered', dropped: 'dropped, for the channel is off' } as const;

function told(alert: AlertDetail): string {
  const channels = toldBy(alert).map(({ name, toldAt, times, problem }) => {
    const newest = problem && WENT_WRONG[problem];
    if (toldAt === null) return `${name} (${newest})`;
    const notes = [...(times > 1 ? [many(times, 'time')] : []), ...(newest ? [`the newest ${newest}`] : [])];
    return `${name} ${absolute(toldAt)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
  });
  if (channels.length > 0) return `Told: ${listed(channels)}.`;
  return alert.told === 0 ? 'Nobody has been told.' : `Told ${many(alert.told, 'time')}.`;
}

const quiet = ({ suppressed }: AlertDetail, at: number): string =>
  suppressed.length === 0 ? '' : ` Kept quiet: ${suppressed.map((one) => quietText(one, at)).join('; ')}.`;
