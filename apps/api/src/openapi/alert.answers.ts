import type {
  AlertCounts,
  AlertDetail,
  AlertList,
  AlertView,
  BulkAnswer,
  MaintenanceList,
  MaintenanceView,
  SilenceList,
  SilenceView,
} from '@lockstep/contracts';
import { ALERT_RULES, ALERT_STATUSES, CHANNEL_KINDS, MaintenanceInput, Matcher } from '@lockstep/contracts';
import { z } from 'zod';
import { Count, Cursor, InstantAnswer } from './common.answers.ts';
import { named } from './named.ts';

const alert = z.object({
  id: z.string().describe('A number that people say to each other'),
  fingerprint: z.string().describe('The same cause again has the same one'),
  rule: z.enum(ALERT_RULES),
  kind: z.string().nullable(),
  status: z
    .enum(ALERT_STATUSES)
    .describe('`pending`: nobody is told yet. `recovering`: its cause is gone, and it waits'),
  severity: z.enum(['warning', 'critical']).nullable().describe('The worst since it fired; null while pending'),
  title: z.string(),
  text: z.string(),
  replica: z.string().nullable(),
  incident: z.string().nullable(),
  mailbox: z.string().nullable(),
  server: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  users: Count,
  folders: Count,
  since: InstantAnswer,
  firedAt: InstantAnswer.nullable(),
  firesAt: InstantAnswer.nullable().describe(
    'While it is pending: when it has lasted long enough, unless it clears. Null: unknown, or it is not for time that it waits',
  ),
  recoveringSince: InstantAnswer.nullable(),
  resolvedAt: InstantAnswer.nullable(),
  acknowledged: z
    .object({
      by: z.string(),
      at: InstantAnswer,
      until: InstantAnswer.nullable().describe('Null: until it is resolved'),
      comment: z.string().nullable(),
    })
    .nullable(),
  assignee: z.string().nullable(),
  suppressed: z
    .array(
      z.object({
        by: z.enum(['silence', 'maintenance', 'inhibition']),
        id: z.string(),
        text: z.string(),
        until: InstantAnswer.nullable(),
      }),
    )
    .describe('Why nobody is told of it now'),
  flapping: z.boolean(),
  regressedAt: InstantAnswer.nullable(),
  told: Count.describe('Messages sent of it'),
  lastToldAt: InstantAnswer.nullable(),
  diagnosis: z.object({ id: z.string(), title: z.string() }).nullable(),
  cursor: Cursor,
});

export const AlertAnswer = named<AlertView>('AlertView').as(alert);

export const AlertCountsAnswer = named<AlertCounts>('AlertCounts').as(
  z
    .object({
      open: Count,
      notTaken: Count.describe('Firing, nobody’s, and not kept quiet'),
      mine: Count,
      pending: Count,
      recovering: Count,
      suppressed: Count,
      resolved: Count.describe('Within 24 h'),
    })
    .describe('Of all alerts, whatever was asked for'),
);

export const AlertListAnswer = named<AlertList>('AlertList').as(
  z.object({
    items: z.array(AlertAnswer),
    nextCursor: Cursor.nullable(),
    total: Count,
    counts: AlertCountsAnswer,
  }),
);

export const AlertDetailAnswer = named<AlertDetail>('AlertDetail').as(
  alert.extend({
    biography: z
      .array(
        z.object({
          cursor: Cursor,
          type: z.string(),
          at: InstantAnswer,
          text: z.string(),
          by: z.string().nullable(),
          detail: z.string().nullable().describe('Of a message: what became of it'),
        }),
      )
      .describe('Newest first'),
    before: z
      .array(z.object({ id: z.string(), firedAt: InstantAnswer, resolvedAt: InstantAnswer.nullable() }))
      .describe('Earlier lives of the same cause, newest first'),
    steps: z.array(z.string()).describe('What to try first'),
    messages: z
      .array(
        z.object({
          id: z.string(),
          channel: z.string(),
          channelName: z.string().nullable().describe('Null: the channel was removed'),
          via: z.enum(CHANNEL_KINDS).nullable(),
          kind: z.enum(['firing', 'update', 'repeat', 'resolved', 'escalation', 'digest', 'watchdog']),
          at: InstantAnswer,
          state: z.enum(['waiting', 'sent', 'dead', 'dropped']),
          endedAt: InstantAnswer.nullable(),
        }),
      )
      .describe('Who was told of it, newest first'),
  }),
);

export const BulkResultsAnswer = named<BulkAnswer>('BulkAnswer').as(
  z.object({
    results: z
      .array(
        z.discriminatedUnion('ok', [
          z.object({ id: z.string(), ok: z.literal(true), cursor: Cursor }),
          z.object({ id: z.string(), ok: z.literal(false), status: z.int(), detail: z.string() }),
        ]),
      )
      .describe('One for each id, in their order'),
  }),
);

export const SilenceAnswer = named<SilenceView>('SilenceView').as(
  z.object({
    id: z.string(),
    matchers: z.array(Matcher),
    comment: z.string(),
    by: z.string(),
    at: InstantAnswer,
    until: InstantAnswer,
    endsOnResolve: z.boolean(),
    endedAt: InstantAnswer.nullable(),
    alerts: Count.describe('Open alerts that it keeps quiet now'),
  }),
);
export const SilenceListAnswer = named<SilenceList>('SilenceList').as(
  z.object({ items: z.array(SilenceAnswer) }).describe('Those in force first'),
);

export const MaintenanceAnswer = named<MaintenanceView>('MaintenanceView').as(
  MaintenanceInput.extend({
    id: z.string(),
    by: z.string(),
    open: z.boolean(),
    nextFrom: InstantAnswer.nullable().describe('Of the window that is open, or the next'),
    nextTo: InstantAnswer.nullable(),
  }),
);
export const MaintenanceListAnswer = named<MaintenanceList>('MaintenanceList').as(
  z.object({ items: z.array(MaintenanceAnswer) }).describe('Those that are open first'),
);
