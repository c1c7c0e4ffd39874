import type {
  EnrolmentView,
  JoinKeyView,
  JoinResponse,
  MadeJoinKey,
  Problem,
  ReportResult,
  SessionView,
} from '@lockstep/contracts';
import { z } from 'zod';
import { Count, InstantAnswer } from './common.answers.ts';
import { named } from './named.ts';

export const SessionAnswer = named<SessionView>('SessionView').as(
  z.object({ user: z.string() }).describe('Who is signed in'),
);

export const EnrolmentAnswer = named<EnrolmentView>('EnrolmentView').as(
  z.object({ joinKey: z.string().nullable().describe('Null: only its hash is known') }).describe('How to enrol'),
);

const JoinKeyAnswer = named<JoinKeyView>('JoinKeyView').as(
  z.object({ id: z.guid(), madeBy: z.string(), madeAt: InstantAnswer }),
);

export const JoinKeysAnswer = named<{ items: JoinKeyView[] }>('JoinKeyList').as(
  z.object({ items: z.array(JoinKeyAnswer) }).describe('Without the keys'),
);

export const MadeJoinKeyAnswer = named<MadeJoinKey>('MadeJoinKey').as(
  JoinKeyAnswer.extend({ key: z.string().describe('Shown this once') }).describe('The key, shown this once'),
);

export const JoinAnswer = named<JoinResponse>('JoinResponse').as(
  z
    .object({ replica: z.guid(), token: z.string().describe('Shown this once') })
    .describe('The replica, and its token, shown this once'),
);

const ReportResultAnswer = named<ReportResult>('ReportResult').as(
  z.object({
    index: Count,
    seq: z.number().nullable(),
    outcome: z.enum(['stored', 'duplicate', 'conflict', 'rejected']),
    field: z.string().optional(),
    reason: z.string().optional(),
    retry: z.boolean().optional(),
  }),
);

export const ReportAnswer = named<{ results: ReportResult[] }>('ReportResults').as(
  z.object({ results: z.array(ReportResultAnswer) }).describe('One result for each report, in their order'),
);

export const ProblemAnswer = named<Problem>('Problem').as(
  z
    .object({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      detail: z.string().optional(),
      field: z.string().optional().describe('The field to blame, as in folders[3].serverItems'),
    })
    .describe('RFC 9457; there may be members beside these, such as `results` of a report that came alone'),
);
