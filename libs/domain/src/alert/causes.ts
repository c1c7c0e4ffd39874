import type { AlertState } from './alert.state.ts';
import { isWorseThan } from './decide/live.ts';

/** Where no mailbox can be reached, nothing else of it can be told. */
const ON_THE_WAY = ['credentials-rejected', 'server-unreachable', 'server-timeout', 'tls-failed'];

/** Causes before effects: incident, agent silent, the way to the server, a damaged store, folders. Null: an ill of Lockstep is neither. */
export function rankOf({ rule, kind }: Pick<AlertState, 'rule' | 'kind'>): number | null {
  switch (rule) {
    case 'suspected':
      return 0;
    case 'silent':
      return 1;
    case 'trouble':
      return kind !== null && ON_THE_WAY.includes(kind) ? 2 : 3;
    case 'stale':
    case 'mismatch':
      return 4;
    case 'lockstep':
      return null;
  }
}

/** A cause keeps its effects quiet while it fires, and while it waits whether it is really over; silenced or taken, it still does. */
export const standsAsCause = ({ status }: AlertState): boolean => status === 'firing' || status === 'recovering';

/** Whether one alert of a replica keeps another one of it quiet, while it stands: its cause does, and so does the other sign of its own cause. */
export function keepsQuiet(one: AlertState, other: AlertState): boolean {
  const [rank, of] = [rankOf(one), rankOf(other)];
  if (rank === null || of === null) return false;
  return rank === of ? isOfOneCause(one, other) && leads(one, other) : rank < of;
}

/**
 * Where nothing synchronizes, folders go stale and come to differ: two signs of one cause, and one is told. A difference that a completed sync
 * has left there has another one.
 */
function isOfOneCause(one: AlertState, other: AlertState): boolean {
  const mismatch = one.rule === 'mismatch' ? one : other;
  const stale = one.rule === 'mismatch' ? other : one;
  return mismatch.rule === 'mismatch' && stale.rule === 'stale' && mismatch.kind !== 'although-synchronizing';
}

/** The worse sign leads, else the one that leads already: who was told of one is told of the other only where that is worse news. */
function leads(one: AlertState, other: AlertState): boolean {
  if (one.severity !== other.severity) return isWorseThan(one.severity, other.severity);
  if (isKeptQuietBy(other, one)) return true;
  if (isKeptQuietBy(one, other)) return false;
  if (one.firedAt !== other.firedAt) return (one.firedAt ?? Infinity) < (other.firedAt ?? Infinity);
  return one.rule === 'stale';
}

const isKeptQuietBy = ({ suppressed }: AlertState, { id }: AlertState): boolean =>
  suppressed.some((by) => by.by === 'inhibition' && by.id === id);
