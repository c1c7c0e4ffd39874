import type { FixView } from '@lockstep/contracts';
import { CATALOGUE, FIX_EVENTS, foldFixes, newestLife, type FixEvent, type FixLife } from '@lockstep/domain';
import type { EventStore, RecordedEvent } from '@lockstep/event-store';
import { JUDGE_EPOCH } from '../projections/conclusions.ts';
import { iso, isoOrNull } from '../queries/instants.ts';

type Log = Pick<EventStore, 'readStream'>;

/** By `observedAt` and by `recordedAt`, as in every question; left out: as it is. */
interface AsOf {
  readonly at?: number | undefined;
  readonly knownAt?: number | undefined;
}

/** Every life of every fix of a replica, in the order in which they began: from the log, for now as for any moment before. */
export async function fixLives(log: Log, replica: string, { at, knownAt }: AsOf = {}): Promise<readonly FixLife[]> {
  const events = await log.readStream(replica, {
    types: FIX_EVENTS,
    ...(at !== undefined && { observedUntil: at }),
    ...(knownAt !== undefined && { recordedUntil: knownAt }),
  });
  return foldFixes(inOrderOfCause(events) as unknown as FixEvent[]);
}

/** The newest life of each fix, by the id of the diagnosis that it mends. */
export async function newestFixes(log: Log, replica: string, asOf?: AsOf): Promise<ReadonlyMap<string, FixView>> {
  const lives = await fixLives(log, replica, asOf);
  return new Map(lives.map(({ fix }) => [fix, toFixView(newestLife(lives, fix)!)]));
}

export function toFixView(life: FixLife): FixView {
  const { fix, status, suggestedAt, tried, turnedAt, confirmedAt, position } = life;
  return {
    id: fix,
    title: CATALOGUE.find(({ id }) => id === fix)?.title ?? fix,
    status,
    suggestedAt: isoOrNull(suggestedAt),
    triedAt: isoOrNull(tried?.at ?? null),
    triedBy: tried && whoTried(tried.by),
    note: tried?.note ?? null,
    turnedAt: isoOrNull(turnedAt),
    confirmedAt: isoOrNull(confirmedAt),
    cursor: String(position),
  };
}

export const whoTried = (by: string | null): string => by ?? 'the facts';

/** For how long it has been waiting for what reports say, in a sentence. */
export function waitingSince({ tried }: FixLife): string {
  return `It was tried at ${iso(tried!.at)} by ${whoTried(tried!.by)}, and waits for what later reports say.`;
}

/**
 * A conclusion stands in the log behind the fact that it follows from, and a person may have spoken in between: it belongs where that
 * fact is.
 */
function inOrderOfCause(events: readonly RecordedEvent[]): RecordedEvent[] {
  const causeOf = ({ key, position }: RecordedEvent) => (key?.epoch === JUDGE_EPOCH ? key.seq : position);
  return [...events].sort((a, b) => causeOf(a) - causeOf(b) || a.position - b.position);
}
