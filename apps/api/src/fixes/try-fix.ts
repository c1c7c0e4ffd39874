import { newestLife } from '@lockstep/domain';
import type { EventStore } from '@lockstep/event-store';
import { ProblemError } from '../web/problem.ts';
import { fixLives, waitingSince } from './fix-lives.ts';
import { causeOfTry, type Seen } from './may-try.ts';

export interface Try {
  readonly replica: string;
  readonly partition: number;
  /** The id of the diagnosis that it mends. */
  readonly fix: string;
  readonly by: string;
  readonly note?: string | undefined;
  readonly at: number;
  /** What the replica shows now; null: nothing was heard of it yet. */
  readonly seen: Seen | null;
}

/** A report may come in between each time; it is not the people who are many. */
const MOST_ATTEMPTS = 20;

/**
 * Notes that a person tried a fix for a cause that is there, or was of late; answers its position in the log. Whether it helped, only later reports say. Two people who say so at
 * the same moment: the stream must not have moved since it was looked at, so the second one looks again and finds the first.
 */
export async function tryFix(
  log: Pick<EventStore, 'append' | 'readStream'>,
  { replica, partition, fix, by, note, at, seen }: Try,
): Promise<number> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const [newest] = await log.readStream(replica, { partition, backwards: true, limit: 1 });
    const lives = await fixLives(log, replica);
    const life = newestLife(lives, fix);
    if (life?.status === 'tried') throw new ProblemError(409, { field: 'fix', detail: waitingSince(life) });
    const causeSince = causeOfTry(fix, lives, seen, at);
    const result = await log.append({
      partition,
      stream: replica,
      expectedVersion: newest?.position ?? 0,
      events: [{ type: 'FixTried', observedAt: at, data: { fix, by, causeSince, ...(note && { note }) } }],
    });
    if (result.outcome === 'stored') return result.position;
  }
  throw new ProblemError(503, { detail: 'The replica reports faster than this can be noted.', retryAfterMs: 1_000 });
}
