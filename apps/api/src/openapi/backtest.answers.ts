import {
  BACKTEST_DAYS,
  type BacktestFigures,
  type PolicyBacktest,
  type PolicyBacktestProgress,
} from '@lockstep/contracts';
import { z } from 'zod';
import { Count, InstantAnswer } from './common.answers.ts';
import { named } from './named.ts';

const Days = z.union([z.literal(BACKTEST_DAYS[0]), z.literal(BACKTEST_DAYS[1]), z.literal(BACKTEST_DAYS[2])]);

export const BacktestFiguresAnswer = named<BacktestFigures>('BacktestFigures').as(
  z.object({
    alerts: Count.describe('Each time that one fired'),
    users: Count.describe('Mailboxes of which one fired, or that an incident affected which did'),
    messages: Count.describe('Grouped, as they would have been sent by the channels and routes of now'),
    flapping: Count.describe('Alerts that began to flap'),
    nights: Count.describe('Nights, ten to six, in which a message told of something critical'),
    medianTimeToTellMs: Count.nullable().describe(
      'From when either policy would have seen that something was wrong to when this one told of it; null: it told of nothing',
    ),
    problems: Count.describe('Real problems that either policy knows of'),
    told: Count.describe('How many of them this one tells'),
  }),
);

export const PolicyBacktestAnswer = named<PolicyBacktest>('PolicyBacktest').as(
  z.object({
    asked: z.object({ days: Days }),
    from: InstantAnswer.describe('No earlier than what the log knows of these replicas'),
    to: InstantAnswer,
    concerned: Count.describe('Replicas that either policy is for, today'),
    replayed: Count.describe('How many of them were replayed before time was up'),
    complete: z.boolean().describe('False: time was up before all was done'),
    facts: Count,
    tookMs: Count,
    asIs: BacktestFiguresAnswer,
    proposed: BacktestFiguresAnswer.nullable().describe('Null: what is proposed is what is in force'),
    days: z.array(z.object({ date: z.iso.date(), asIs: Count, proposed: Count.nullable() })),
    later: Count.describe('Real problems that would be told later'),
    untold: Count.describe('Real problems that would not be told at all'),
    missed: z
      .array(
        z.object({
          replica: z.string(),
          mailbox: z.string(),
          since: InstantAnswer,
          lastedMs: Count.nullable().describe('Null: it goes on'),
          laterMs: Count.nullable().describe('Null: not told at all'),
          because: z.enum(['fixed', 'taken', 'lasted']).describe('Why it counts as real'),
          by: z.string().nullable().describe('The fix that was confirmed, or who took it'),
        }),
      )
      .describe('The worst of both, 20 at most'),
    saved: z
      .object({ alerts: Count, passed: Count.describe('Over within two hours, and taken by nobody') })
      .nullable()
      .describe('Alerts that the proposed policy would not raise'),
  }),
);

export const PolicyBacktestProgressAnswer = named<PolicyBacktestProgress>('PolicyBacktestProgress').as(
  z.object({
    running: z
      .object({ facts: Count, replayed: Count, of: Count, sinceMs: Count })
      .nullable()
      .describe('Null: none runs'),
  }),
);
