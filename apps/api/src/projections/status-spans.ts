import type { Silence, Status } from '@lockstep/contracts';
import { FOREVER } from './read-tables.ts';

type Instant = number;

/** One status from `since` to `until`, as was known from `knownFrom` to `knownTo`. Named by the position of the fact it began with. */
export interface StatusSpan {
  readonly position: number;
  readonly since: Instant;
  until: Instant;
  readonly knownFrom: Instant;
  knownTo: Instant;
  readonly status: Status;
  readonly silence: Silence | null;
  /** The status it followed; null at the beginning. */
  readonly before: Status | null;
  readonly text: string;
}

export interface Turn {
  readonly at: Instant;
  readonly position: number;
  readonly recordedAt: Instant;
  readonly status: Status;
  readonly silence: Silence | null;
  readonly text: () => string;
}

/** One replica more (1) or fewer (-1) has a status from a moment on. */
export interface StatusStep {
  readonly at: Instant;
  readonly status: Status;
  readonly change: 1 | -1;
}

/**
 * Tells the spans that from `turn.at` on this status holds. Whatever was thought of that moment and later is superseded: a backlog
 * that arrives late rewrites what its silence looked like. `spans` are the live ones, oldest first; they are changed in place.
 * Answers the rows that changed; `steps` is given what the live ones now say otherwise.
 */
export function turnSpans(spans: StatusSpan[], turn: Turn, steps: StatusStep[] = []): StatusSpan[] {
  const changed: StatusSpan[] = [];
  const step = (at: Instant, status: Status, change: 1 | -1) => {
    if (at !== FOREVER) steps.push({ at, status, change });
  };
  while (spans.length > 0 && spans.at(-1)!.since >= turn.at && !continues(spans.at(-1)!, turn)) {
    const superseded = spans.pop()!;
    step(superseded.since, superseded.status, -1);
    step(superseded.until, superseded.status, 1);
    superseded.knownTo = turn.recordedAt;
    superseded.until = superseded.since;
    changed.push(superseded);
  }

  const last = spans.at(-1);
  if (last && sameStatus(last, turn)) {
    if (last.until !== FOREVER) changed.push(last);
    step(last.until, last.status, 1);
    last.until = FOREVER;
    return changed;
  }
  if (last) {
    step(last.until, last.status, 1);
    last.until = turn.at;
    step(last.until, last.status, -1);
    changed.push(last);
  }
  const begun: StatusSpan = {
    position: turn.position,
    since: turn.at,
    until: FOREVER,
    knownFrom: turn.recordedAt,
    knownTo: FOREVER,
    status: turn.status,
    silence: turn.silence,
    before: last?.status ?? null,
    text: turn.text(),
  };
  spans.push(begun);
  step(begun.since, begun.status, 1);
  changed.push(begun);
  return changed;
}

/** Spans that no later fact can rewrite are let go; the one that holds at `moment` stays. */
export function forgetSpansBefore(spans: StatusSpan[], moment: Instant): void {
  while (spans.length > 1 && spans[1]!.since <= moment) spans.shift();
}

/** A span that began at this very moment with this very status stays; one that began later does not. */
function continues(span: StatusSpan, turn: Turn): boolean {
  return span.since === turn.at && sameStatus(span, turn);
}

function sameStatus(span: StatusSpan, turn: Turn): boolean {
  return span.status === turn.status && span.silence === turn.silence;
}
