import type { WatchdogView } from '@lockstep/contracts';
import { z } from 'zod';
import { InstantAnswer } from './common.answers.ts';
import { named } from './named.ts';

export const WatchdogAnswer = named<WatchdogView>('Watchdog').as(
  z.object({
    holdsUrl: z.boolean().describe('There is an address; it is never shown'),
    everySeconds: z.int(),
    method: z.enum(['POST', 'GET']).describe('POST: with the body of an Alertmanager webhook'),
    enabled: z.boolean(),
    allowPrivate: z.boolean().describe('A private or link-local address is not refused'),
    version: z.int().describe('0: never set up'),
    changedBy: z.string().nullable(),
    changedAt: InstantAnswer.nullable(),
    lastCall: z
      .object({
        at: InstantAnswer,
        ok: z.boolean(),
        ms: z.number(),
        answer: z.string().describe('What the other side said, or why it could not be asked'),
      })
      .nullable(),
    silent: z
      .object({ since: InstantAnswer, why: z.string() })
      .nullable()
      .describe('Why it does not call now; null: it calls, or is not to'),
  }),
);
