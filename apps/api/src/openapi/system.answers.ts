import type { SystemView } from '@lockstep/contracts';
import { z } from 'zod';
import { Count, InstantAnswer } from './common.answers.ts';
import { named } from './named.ts';

export const SystemAnswer = named<SystemView>('System').as(
  z
    .object({
      at: InstantAnswer,
      version: z.string().describe('Of the process that answers'),
      startedAt: InstantAnswer,
      database: z
        .object({
          version: z.string(),
          embedded: z.boolean().describe('Lockstep runs it itself'),
          bytes: Count.nullable().describe('The log and all rows made of it'),
        })
        .nullable(),
      log: z
        .object({
          position: Count.describe('Of the newest event'),
          lastMinute: Count.describe('Events appended within the minute before `at`'),
        })
        .nullable(),
      consumers: z
        .array(
          z.object({
            name: z.string(),
            behindEvents: Count,
            behindMs: z.number().min(0).describe('How long the oldest event that it has not handled has waited'),
            parked: Count.describe('Events put aside because they could not be handled'),
          }),
        )
        .nullable(),
      disk: z
        .object({ freeBytes: Count, totalBytes: Count })
        .nullable()
        .describe('Where the embedded database lives; null where the database is somebody else’s'),
      deadLetters: Count.nullable().describe('Messages that were given up'),
    })
    .describe('Null wherever something could not be read'),
);
