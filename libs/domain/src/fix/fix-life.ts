import type { FixStatus } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';
import type { Tried } from '../diagnosis/evidence.ts';
import type { FixEvent, NewFixEvent } from './fix.events.ts';

/** One life of one fix on one replica: from its suggestion, or from a try that nobody suggested, to its end. Instants in ms. */
export interface FixLife {
  /** The id of the diagnosis that it mends. */
  readonly fix: string;
  /** 1 for its first life on this replica. */
  readonly number: number;
  readonly status: FixStatus;
  /** Null: a person tried it on their own. */
  readonly suggestedAt: Instant | null;
  /** Null: not yet. */
  readonly tried: LifeTried | null;
  readonly confirmedAt: Instant | null;
  /** When it was confirmed, failed, relapsed or was withdrawn. */
  readonly turnedAt: Instant | null;
  /** Log position of what gave it its status. */
  readonly position: number;
}

export interface LifeTried extends Omit<Tried, 'fix'> {
  readonly note: string | null;
  /** Since when its cause stood, as it was seen at the try or in the life before it; null: nobody saw it. */
  readonly causeSince: Instant | null;
}

/** How long a life that is over is remembered: a confirmed fix can relapse so long, and after that the same cause is a new story. */
export const REMEMBERED_MS = 7 * 86_400_000;

/** An event, and where it stands in the log; while it is only concluded, the fact that it follows from. */
export type PlacedFixEvent = NewFixEvent & { readonly position: number };

/** The lives that these events tell of, in the order in which they began. The same events always give the same lives. */
export function foldFixes(events: readonly FixEvent[]): readonly FixLife[] {
  return events.reduce<readonly FixLife[]>(evolveFixes, []);
}

/**
 * One event more. It never throws and never opens a second life of a fix beside an open one: what does not fit the life it meets
 * changes nothing.
 */
export function evolveFixes(lives: readonly FixLife[], event: PlacedFixEvent): readonly FixLife[] {
  const { observedAt: at, position } = event;
  const life = newestLife(lives, event.data.fix);
  switch (event.type) {
    case 'FixSuggested':
      if (life?.status === 'suggested') return lives;
      // A person was quicker than the log: the suggestion is of the life that they began.
      if (life?.status === 'tried') return turned(lives, life, { suggestedAt: life.suggestedAt ?? at });
      return [...lives, { ...newLife(event.data.fix, life), status: 'suggested', suggestedAt: at, position }];
    case 'FixTried': {
      if (life?.status === 'tried') return lives;
      const { by, note, evidence } = event.data;
      const causeSince = event.data.causeSince ?? lastSeenCause(life, at);
      const tried: LifeTried = { at, by, note: note ?? null, causeSince, position: evidence?.[0] ?? position };
      if (life?.status === 'suggested') return turned(lives, life, { status: 'tried', tried, position });
      return [...lives, { ...newLife(event.data.fix, life), status: 'tried', tried, position }];
    }
    case 'FixConfirmed':
      if (life?.status !== 'tried') return lives;
      return turned(lives, life, { status: 'confirmed', confirmedAt: at, turnedAt: at, position });
    case 'FixFailed':
      if (life?.status !== 'tried') return lives;
      return turned(lives, life, { status: 'failed', turnedAt: at, position });
    case 'FixRelapsed':
      if (life?.status !== 'confirmed') return lives;
      return turned(lives, life, { status: 'relapsed', turnedAt: at, position });
    case 'FixWithdrawn':
      if (life?.status !== 'suggested') return lives;
      return turned(lives, life, { status: 'withdrawn', turnedAt: at, position });
  }
}

/**
 * Since when the cause of a life stood; of one that is over and forgotten, null. Null too where a fix was tried and nobody had seen its
 * cause: that mends nothing, and proves nothing.
 */
export function lastSeenCause(life: FixLife | undefined, at: Instant): Instant | null {
  if (life === undefined || (life.turnedAt !== null && at - life.turnedAt > REMEMBERED_MS)) return null;
  return life.suggestedAt ?? life.tried?.causeSince ?? null;
}

/** Whether what was tried was there to be mended. */
export function stoodAtTry({ suggestedAt, tried }: FixLife): boolean {
  if (tried === null) return false;
  return [suggestedAt, tried.causeSince].some((since) => since !== null && since <= tried.at);
}

/** The one that began last. */
export function newestLife(lives: readonly FixLife[], fix: string): FixLife | undefined {
  return lives.findLast((life) => life.fix === fix);
}

/** The newest life of each fix: what the next event can still turn. */
export function newestLives(lives: readonly FixLife[]): readonly FixLife[] {
  const newest = lives.filter((life) => newestLife(lives, life.fix) === life);
  return newest.length === lives.length ? lives : newest;
}

/** Suggested or tried: its end is still to come. */
export const isOpen = ({ status }: FixLife): boolean => status === 'suggested' || status === 'tried';

function newLife(fix: string, before: FixLife | undefined): Omit<FixLife, 'status' | 'position'> {
  return {
    fix,
    number: (before?.number ?? 0) + 1,
    suggestedAt: null,
    tried: null,
    confirmedAt: null,
    turnedAt: null,
  };
}

function turned(lives: readonly FixLife[], life: FixLife, change: Partial<FixLife>): readonly FixLife[] {
  return lives.map((one) => (one === life ? { ...life, ...change } : one));
}
