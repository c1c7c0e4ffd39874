import type { Instant } from '../../replica/replica.events.ts';
import type { Known, MessagesState } from './told.state.ts';

/** The clock was set back: what was told at moments that have not come was told now, or what follows it would wait until they do. */
export function turnBack({ told, groups, missed }: MessagesState, now: Instant): void {
  for (const [key, one] of told) {
    if (!isAhead(one, now)) continue;
    const pending = one.pending.map(({ key, before }) => ({ key, before: before && notAfter(before, now) }));
    told.set(key, { ...notAfter(one, now), pending });
  }
  for (const [key, one] of groups) if (one.lastAt > now) groups.set(key, { ...one, lastAt: now });
  for (const [key, one] of missed)
    if (one.at > now) missed.set(key, { ...one, at: now, firstAt: Math.min(one.firstAt, now) });
}

/** Its newest moment is the newest of all that it holds. */
const isAhead = ({ lastAt }: Known, now: Instant): boolean => lastAt > now;

function notAfter<Of extends Known>(one: Of, now: Instant): Of {
  const steps = Object.fromEntries(Object.entries(one.steps).map(([step, at]) => [step, Math.min(at, now)]));
  return { ...one, firstAt: Math.min(one.firstAt, now), lastAt: Math.min(one.lastAt, now), steps };
}
