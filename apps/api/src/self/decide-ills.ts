import type { Severity } from '@lockstep/contracts';
import type { IllEvent } from '@lockstep/domain';
import { SELF_LIMITS } from './limits.ts';
import type { Sign } from './signs.ts';

export type NewIllEvent = IllEvent extends infer Event
  ? Event extends { type: infer Type; data: infer Data }
    ? { readonly type: Type; readonly data: Data }
    : never
  : never;

/** Which ills stand, and how bad each is: the fold of the stream `ills`. */
export type Standing = ReadonlyMap<string, Severity>;

/** By ill: how many looks in a row have said other than what stands. */
export type Streaks = ReadonlyMap<string, number>;

export function evolveStanding(standing: Standing, event: NewIllEvent): Standing {
  const after = new Map(standing);
  if (event.type === 'IllFound') after.set(event.data.ill, event.data.severity);
  else after.delete(event.data.ill);
  return after;
}

/** What one more look decides. A look that says nothing of an ill breaks no streak: unknown is neither ill nor well. */
export function decideIlls(
  standing: Standing,
  streaks: Streaks,
  signs: readonly Sign[],
): { readonly events: readonly NewIllEvent[]; readonly streaks: Streaks } {
  const after = new Map(streaks);
  const events: NewIllEvent[] = [];
  for (const sign of signs) {
    const { ill } = sign;
    const stands = standing.get(ill);
    if (!isOtherThan(stands, sign)) {
      after.delete(ill);
      continue;
    }
    const streak = (after.get(ill) ?? 0) + 1;
    if (streak < SELF_LIMITS.looks[sign.is === 'ill' ? 'ill' : 'well']) {
      after.set(ill, streak);
      continue;
    }
    after.delete(ill);
    if (sign.is !== 'ill') events.push({ type: 'IllCured', data: { ill } });
    else {
      const { title, text, severity } = sign;
      events.push({ type: 'IllFound', data: { ill, title, text, severity } });
    }
  }
  return { events, streaks: after };
}

/** A critical ill that eases is not told anew: it is critical until it is over. */
function isOtherThan(stands: Severity | undefined, sign: Sign): boolean {
  if (sign.is === 'ill') return stands === undefined || (stands === 'warning' && sign.severity === 'critical');
  return sign.is === 'well' && stands !== undefined;
}
