import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LIMITS, parse, Report, type ReportResult } from '@lockstep/contracts';
import type { Append, AppendResult, EventStore, NewEvent } from '@lockstep/event-store';
import { reportFacts, whatIsSaid } from '@lockstep/domain';
import type { AgentIdentity } from '../access/agent-tokens.ts';
import { Config } from '../config/config.ts';
import { Database } from '../database/database.ts';
import { Metrics } from '../metrics/metrics.ts';
import { ProblemError } from '../web/problem.ts';
import { contentHash } from './content-hash.ts';
import { Room } from './room.ts';

const BUSY_RETRY_AFTER_MS = 1_000;
const DRAIN_WITHIN_MS = 6_000;

/** Epochs that we write into a replica's stream ourselves, so that they are not taken for the agent's. */
export const OUR_EPOCHS = ['judge', 'watchdog', 'conflict'] as const;

/** Takes reports in. What it returns has been committed. */
@Injectable()
export class Ingest {
  readonly room: Room;
  private closing = false;

  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly config: Config,
  ) {
    this.room = new Room(config.queue);
  }

  /** One result for each element, in its order, whatever became of each. */
  async take(agent: AgentIdentity, bodies: readonly unknown[], now: number): Promise<ReportResult[]> {
    if (this.closing)
      throw new ProblemError(503, { detail: 'The server is stopping.', retryAfterMs: BUSY_RETRY_AFTER_MS });
    if (bodies.length > LIMITS.reportsPerBatch) {
      throw new ProblemError(413, { detail: `More than ${LIMITS.reportsPerBatch} reports at once.` });
    }
    const leave = this.hasTooMuchToWrite() ? null : this.room.enter(bodies.length, 0);
    if (!leave)
      throw new ProblemError(429, { detail: 'Too many reports are waiting.', retryAfterMs: BUSY_RETRY_AFTER_MS });
    try {
      return await this.store(agent, bodies, now);
    } finally {
      leave();
    }
  }

  /** What came by socket is not weighed before it is read; here it is, with all else that waits for the log. */
  private hasTooMuchToWrite(): boolean {
    return this.database.store.queued().bytes > this.config.queue.bytes;
  }

  /** Takes nothing new; resolves when all that was taken has been answered. */
  async drain(): Promise<void> {
    this.closing = true;
    await Promise.race([this.room.whenEmpty(), pause(DRAIN_WITHIN_MS, undefined, { ref: false })]);
  }

  private async store(agent: AgentIdentity, bodies: readonly unknown[], now: number): Promise<ReportResult[]> {
    const results: ReportResult[] = [];
    const waiting: Waiting[] = [];
    bodies.forEach((body, index) => {
      const parsed = parse(Report, body);
      if (parsed.ok) waiting.push({ index, report: parsed.value, append: appendOf(parsed.value, agent, now) });
      else results[index] = rejected(index, body, parsed);
    });

    const appended = await this.append(waiting.map(({ append }) => append));
    waiting.forEach(({ index, report }, nth) => (results[index] = resultOf(index, report, appended[nth]!)));
    await this.recordConflicts(agent, waiting, appended, now);
    this.count(waiting, results);
    return results;
  }

  private async append(appends: readonly Append[]): Promise<AppendResult[]> {
    if (appends.length === 0) return [];
    const done = this.metrics.appendSeconds.startTimer();
    const results = await this.database.store.appendAll(appends);
    done();
    return results;
  }

  /** Said once for each report that is contradicted, however often the contradiction comes. */
  private async recordConflicts(
    { replica, partition }: AgentIdentity,
    waiting: readonly Waiting[],
    appended: readonly AppendResult[],
    now: number,
  ): Promise<void> {
    const conflicts = waiting.flatMap(({ report: { epoch, seq } }, nth): Append[] => {
      const result = appended[nth]!;
      if (result.outcome !== 'conflict') return [];
      return [
        {
          partition,
          stream: replica,
          key: { epoch: 'conflict', seq: result.position },
          events: [{ type: 'ReportConflicted', observedAt: now, data: { epoch, seq } }],
        },
      ];
    });
    if (conflicts.length > 0) await this.database.store.appendAll(conflicts);
  }

  private count(waiting: readonly Waiting[], results: readonly ReportResult[]): void {
    for (const { outcome } of results) this.metrics.reports.inc({ outcome });
    let folders = 0;
    for (const { index, report } of waiting) if (results[index]!.outcome === 'stored') folders += report.folders.length;
    this.metrics.folderStatistics.inc(folders);
  }
}

interface Waiting {
  readonly index: number;
  readonly report: Report;
  readonly append: Append;
}

function appendOf(report: Report, { replica, partition }: AgentIdentity, now: number): Append {
  const said = whatIsSaid(report);
  const { epoch, seq } = report;
  return {
    partition,
    stream: replica,
    key: { epoch, seq },
    contentHash: contentHash(said),
    events: reportFacts(said, now) as NewEvent[],
  };
}

function resultOf(index: number, { seq }: Report, { outcome }: AppendResult): ReportResult {
  switch (outcome) {
    case 'stored':
    case 'duplicate':
      return { index, seq, outcome };
    case 'conflict':
      return {
        index,
        seq,
        outcome,
        field: 'seq',
        reason: 'this seq of this epoch was stored with another content',
        retry: false,
      };
    case 'wrong-version':
      throw new Error('A report names no expected version, so there can be no wrong one.');
  }
}

function rejected(index: number, body: unknown, { field, reason }: { field: string; reason: string }): ReportResult {
  const seq = (body as { seq?: unknown } | null | undefined)?.seq;
  return {
    index,
    seq: typeof seq === 'number' && Number.isFinite(seq) ? seq : null,
    outcome: 'rejected',
    ...(field !== '' && { field }),
    reason,
    retry: false,
  };
}

/** Where the agent left off, by what is committed. */
export async function resumeOf(store: EventStore, { replica, partition }: AgentIdentity) {
  const key = await store.latestKey(replica, { partition, exceptEpochs: OUR_EPOCHS });
  return key ?? { epoch: null, seq: 0 };
}
