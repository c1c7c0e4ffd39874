import type { JoinResponse, Problem, ReportResult, SessionView } from '@lockstep/contracts';
import { Report } from '@lockstep/contracts';
import { z } from 'zod';

// What goes out has types in the contracts; here they are as schemas, and the compiler sees that they agree.
export const SessionAnswer: z.ZodType<SessionView> = z.object({ user: z.string() });

export const JoinAnswer: z.ZodType<JoinResponse> = z.object({
  replica: z.guid(),
  token: z.string().describe('Shown this once'),
});

export const ReportAnswer: z.ZodType<{ results: ReportResult[] }> = z
  .object({
    results: z.array(
      z.object({
        index: z.int(),
        seq: z.number().nullable(),
        outcome: z.enum(['stored', 'duplicate', 'conflict', 'rejected']),
        field: z.string().optional(),
        reason: z.string().optional(),
        retry: z.boolean().optional(),
      }),
    ),
  })
  .describe('One result for each report, in their order');

export const ReportsBody = z.union([Report, z.array(Report).max(500)]);

export const ProblemSchema: z.ZodType<Problem> = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  field: z.string().optional().describe('The field to blame, as in folders[3].serverItems'),
});

export const JoinKeyAnswer = z.object({ id: z.guid(), madeBy: z.string(), madeAt: z.iso.datetime() });
