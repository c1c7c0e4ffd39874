import { z } from 'zod';
import { BACKTEST_DAYS } from './constants.ts';
import { policyFields, mustMakeSense } from './policies.ts';
import { text } from './report.ts';
import { isTimeZone } from './working-hours.ts';

type Iso = string;

export type BacktestDays = (typeof BACKTEST_DAYS)[number];

/** `POST /api/v1/policies/backtest`. `id`: of the policy that would change; left out, a new one. */
export const PolicyBacktestInput = z
  .object({
    ...policyFields,
    id: text.optional(),
    days: z.union(
      BACKTEST_DAYS.map((days) => z.literal(days)) as [z.ZodLiteral<7>, z.ZodLiteral<30>, z.ZodLiteral<90>],
      {
        error: 'must be 7, 30 or 90',
      },
    ),
    /** IANA: by it days and nights are counted. */
    timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
  })
  .superRefine(mustMakeSense);
export type PolicyBacktestInput = z.output<typeof PolicyBacktestInput>;

/** What really happened, judged and alerted by the policies as they are, and by them with the proposed one. Nothing is written, nobody is told. */
export interface PolicyBacktest {
  readonly asked: { readonly days: BacktestDays };
  /** The stretch of time that the figures are of: no earlier than what the log knows of these replicas. */
  readonly from: Iso;
  readonly to: Iso;
  /** Replicas that either policy is for, today; and how many of them were replayed before time was up. */
  readonly concerned: number;
  readonly replayed: number;
  /** False: time was up before all was done. */
  readonly complete: boolean;
  /** Facts that were read, those of others on the same servers among them, and how long it took. */
  readonly facts: number;
  readonly tookMs: number;
  readonly asIs: BacktestFigures;
  /** Null: what is proposed is what is in force. */
  readonly proposed: BacktestFigures | null;
  readonly days: readonly BacktestDay[];
  /** Real problems that would be told later, or not at all: how many, and the worst of them. */
  readonly later: number;
  readonly untold: number;
  readonly missed: readonly MissedProblem[];
  /** Alerts that the proposed policy would not raise; `passed`: over within two hours, and taken by nobody. */
  readonly saved: { readonly alerts: number; readonly passed: number } | null;
}

export interface BacktestFigures {
  readonly alerts: number;
  readonly users: number;
  readonly messages: number;
  readonly flapping: number;
  readonly nights: number;
  /** From when either policy would have seen that something was wrong to when this one told of it. */
  readonly medianTimeToTellMs: number | null;
  /** Real problems: how many there were, and how many of them this policy tells. */
  readonly problems: number;
  readonly told: number;
}

export interface BacktestDay {
  /** `2026-11-23` in the time zone asked for. */
  readonly date: string;
  readonly asIs: number;
  readonly proposed: number | null;
}

export interface MissedProblem {
  readonly replica: string;
  readonly mailbox: string;
  readonly since: Iso;
  /** Null: it goes on. */
  readonly lastedMs: number | null;
  /** Null: not told at all. */
  readonly laterMs: number | null;
  readonly because: 'fixed' | 'taken' | 'lasted';
  /** The fix that was confirmed, or who took it. */
  readonly by: string | null;
}

/** `GET /api/v1/policies/backtest`: how far the one that runs in this process is. */
export interface PolicyBacktestProgress {
  readonly running: {
    readonly facts: number;
    readonly replayed: number;
    /** Replicas to replay, those of others on the same servers among them. */
    readonly of: number;
    readonly sinceMs: number;
  } | null;
}
