import type { FleetChangeView, FleetExpectedView, FleetView, IncidentView, Status } from '@lockstep/contracts';
import { NOT_IN_STEP } from '../design/statuses.ts';
import { count, listed, NBSP, share } from '../figures/numbers.ts';
import { duration, shortly } from '../figures/time.ts';

export interface Changes {
  /** Since midnight; undefined: not known yet. */
  readonly today: FleetChangeView | undefined;
  /** Only of now; undefined: not known yet. */
  readonly expected?: FleetExpectedView | undefined;
  /** Since the gravest open incident began. */
  readonly outbreak: { readonly incident: IncidentView; readonly change: FleetChangeView } | undefined;
}

/** The second line of a counter: how much of the fleet it is, and how it came there. What is not known is left out. */
export function saidOf(status: Status, fleet: FleetView, changes: Changes, now: number): string {
  const { statuses, total, silence } = fleet;
  if (statuses[status] === 0) return noneFor(changes.today?.lastSeen[status] ?? null, now);
  const part = share(statuses[status], total);
  if (status === 'in-step') return `${part} of ${count(total)}`;
  const change = changeOf(status, fleet, changes, now);
  if (status === 'catching-up') {
    const end = endOf(changes.expected, now);
    if (end !== null) return end;
  }
  if (status !== 'silent') return [part, change].filter(Boolean).join(' · ');
  const kinds = [
    silence.late > 0 && `${count(silence.late)}${NBSP}late`,
    silence.missing > 0 && `${count(silence.missing)}${NBSP}missing`,
    silence.neverReported > 0 && `${count(silence.neverReported)}${NBSP}never reported`,
  ].filter((kind) => kind !== false);
  const inMaintenance = Math.min(changes.expected?.silentInMaintenance ?? 0, statuses.silent);
  if (inMaintenance > 0) return [`${count(inMaintenance)} in${NBSP}maintenance`, change].filter(Boolean).join(' · ');
  // One kind leaves room for how it changed.
  return kinds.length === 1 ? [kinds[0], change].filter(Boolean).join(' · ') : listed(kinds);
}

/** Null: nobody knows, or it should have been by now. */
function endOf(expected: FleetExpectedView | undefined, now: number): string | null {
  const at = expected?.lastEnd ? Date.parse(expected.lastEnd) : 0;
  if (expected === undefined || at <= now) return null;
  return `last ${expected.endsUnknown === 0 ? 'one' : 'known'} about ${shortly(at, now).replaceAll(' ', NBSP)}`;
}

const noneFor = (lastSeen: string | null, now: number): string =>
  lastSeen === null ? 'none' : `none for ${duration(now - Date.parse(lastSeen))}`;

/** At least this part of what an incident hits, or its beginning explains nothing of the number. */
const EXPLAINS = 0.5;

function changeOf(status: Status, { statuses }: FleetView, { today, outbreak }: Changes, now: number): string {
  const began = outbreak?.change.statuses;
  if (began) {
    const riseOf = (one: Status) => statuses[one] - began[one];
    const rise = riseOf(status);
    const { replicas, since } = outbreak.incident;
    // What it hits turns to one status; another that rises meanwhile does so by itself.
    const most = Math.max(...NOT_IN_STEP.map(riseOf));
    if (rise > 0 && rise === most && rise >= replicas * EXPLAINS)
      return `${signed(rise)} since${NBSP}${shortly(Date.parse(since), now)}`;
  }
  if (!today?.statuses) return '';
  const change = statuses[status] - today.statuses[status];
  return change === 0 ? '' : `${signed(change)}${NBSP}today`;
}

const signed = (change: number) => (change > 0 ? `+${count(change)}` : count(change));
