import type {
  FeedEntry,
  FeedView,
  FleetAgesView,
  FleetChangeView,
  FleetExpectedView,
  FleetFigures,
  FleetGroupsView,
  FleetHistoryView,
  FleetValues,
  FleetView,
} from '@lockstep/contracts';
import { z } from 'zod';
import { Count, Cursor, InstantAnswer, PolicyAnswer, StatusAnswer, StatusCountsAnswer } from './common.answers.ts';
import { IncidentAnswer } from './incident.answers.ts';
import { named } from './named.ts';

export const FleetAnswer = named<FleetView>('FleetView').as(
  z
    .object({
      total: Count,
      statuses: StatusCountsAnswer,
      silence: z.object({ late: Count, missing: Count, neverReported: Count }),
      incidents: z.array(IncidentAnswer),
      lastReportAt: InstantAnswer.nullable().describe('Null: there is none, or a past moment is asked for'),
      cursor: Cursor,
    })
    .describe('Counts of replicas; each equals its list'),
);

export const FleetHistoryAnswer = named<FleetHistoryView>('FleetHistoryView').as(
  z
    .object({ points: z.array(z.object({ at: InstantAnswer, ...StatusCountsAnswer.shape })) })
    .describe('How many replicas had each status at evenly spaced moments'),
);

const sometime = InstantAnswer.nullable();
export const FleetChangeAnswer = named<FleetChangeView>('FleetChangeView').as(
  z.object({
    from: InstantAnswer,
    statuses: StatusCountsAnswer.nullable().describe('Null: nothing was known of any replica then'),
    lastSeen: z
      .object({
        mismatched: sometime,
        stale: sometime,
        silent: sometime,
        unknown: sometime,
        'catching-up': sometime,
        'in-step': sometime,
      })
      .describe('When the last replica that had it turned, where none has it now; at most seven days back'),
  }),
);

export const FleetFiguresAnswer = named<FleetFigures>('FleetFigures').as(
  z.object({
    mailboxes: Count,
    replicas: Count,
    folders: Count,
    itemsBehind: Count.nullable(),
    itemsBehindUnknown: Count,
    lastIncidentEndedAt: sometime,
    lastReport: z
      .object({ replica: z.guid(), mailbox: z.string(), server: z.string().nullable(), at: InstantAnswer })
      .nullable(),
  }),
);

export const FleetExpectedAnswer = named<FleetExpectedView>('FleetExpectedView').as(
  z.object({
    silentInMaintenance: Count.describe('Whose silence is kept quiet by an open maintenance window'),
    lastEnd: sometime.describe('When the last of those that catch up should be done; null: it is known of none'),
    endsUnknown: Count.describe('Those that catch up of which nobody can tell when'),
  }),
);

export const FleetGroupsAnswer = named<FleetGroupsView>('FleetGroupsView').as(
  z
    .object({
      groups: z.array(
        z.object({
          name: z.string().nullable(),
          total: Count,
          statuses: StatusCountsAnswer,
          cells: z
            .array(z.tuple([z.guid(), z.string(), StatusAnswer, InstantAnswer]))
            .nullable()
            .describe('Each is `[replica, mailbox, status, since]`, in order of address; null above 10,000 replicas'),
        }),
      ),
    })
    .describe('The worst share first'),
);

export const FleetAgesAnswer = named<FleetAgesView>('FleetAgesView').as(
  z
    .object({
      policy: PolicyAnswer.extend({ staleAfterMs: Count, criticalAfterMs: Count }),
      buckets: z.array(
        z.object({
          upToMs: Count.nullable().describe('Null: older than the last bound'),
          total: Count,
          stale: Count,
          silent: Count,
        }),
      ),
      unknown: Count.describe('No folder of these has a known last sync'),
      sample: z
        .object({ looked: Count, of: Count })
        .nullable()
        .describe('Of a past moment of a large fleet: how many replicas are counted here, of how many; null: all'),
    })
    .describe("Replicas by the age of their oldest folder's last sync, with the bounds of the policy"),
);

const values = z.array(z.object({ value: z.string(), replicas: Count }));
export const FleetValuesAnswer = named<FleetValues>('FleetValues').as(
  z
    .object({
      servers: values,
      clients: z.array(z.object({ name: z.string(), version: z.string().nullable(), replicas: Count })),
      policies: values.describe('By id'),
      rules: values.describe('Each `rule`, and `rule:kind`'),
      labels: values.describe('Each `name:value`; a label with too many values to choose from is left out'),
    })
    .describe('What the list can be narrowed by, and how many replicas have it'),
);

const FeedEntryAnswer = named<FeedEntry>('FeedEntry').as(
  z.object({
    cursor: Cursor,
    at: InstantAnswer,
    replica: z.guid(),
    mailbox: z.string(),
    status: StatusAnswer,
    text: z.string(),
  }),
);

export const FeedAnswer = named<FeedView>('FeedView').as(
  z.object({ entries: z.array(FeedEntryAnswer) }).describe('What turned, newest first'),
);
