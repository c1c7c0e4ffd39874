import type {
  AcceptedDifference,
  ConditionView,
  FolderList,
  FolderRow,
  Progress,
  ReplicaHistoryView,
  ReplicaList,
  ReplicaRow,
  ReplicaView,
  TimelineEntry,
  TimelineView,
  WhyView,
} from '@lockstep/contracts';
import { EXPECTED_BECAUSE } from '@lockstep/contracts';
import { z } from 'zod';
import {
  AttemptAnswer,
  ClientFactsAnswer,
  Count,
  Cursor,
  InstantAnswer,
  PathAnswer,
  PolicyAnswer,
  ProfileAnswer,
  SilenceAnswer,
  StatusAnswer,
  StatusCountsAnswer,
  TroubleAnswer,
} from './common.answers.ts';
import { named } from './named.ts';

const EtaAnswer = z.object({ at: InstantAnswer, earliest: InstantAnswer, latest: InstantAnswer });
const ProgressAnswer = named<Progress>('Progress').as(
  z.object({
    backlog: Count,
    most: Count,
    done: z.number().describe('0 to 1'),
    itemsPerHour: z.number().nullable(),
    since: InstantAnswer,
    eta: EtaAnswer.nullable().describe('Null when the data cannot tell'),
  }),
);
const AcceptedAnswer = named<AcceptedDifference>('AcceptedDifference').as(
  z.object({
    items: z.int(),
    reason: z.string(),
    by: z.string(),
    at: InstantAnswer,
    until: InstantAnswer,
    cursor: Cursor,
  }),
);

const NextCursor = z.string().nullable().describe('Opaque; null: this is the last page');

const ReplicaRowAnswer = named<ReplicaRow>('ReplicaRow').as(
  z.object({
    id: z.guid(),
    mailbox: z.string(),
    device: z.string(),
    labels: z.record(z.string(), z.string()),
    client: z.object({ name: z.string().nullable(), version: z.string().nullable() }),
    server: z.string().nullable(),
    status: StatusAnswer,
    since: InstantAnswer,
    silence: SilenceAnswer.nullable(),
    folders: Count,
    foldersOut: Count,
    itemsBehind: Count.nullable().describe("Beyond what is expected; null when no folder's counts are known"),
    itemsOnlyOffline: Count,
    lastSynchronizedAt: InstantAnswer.nullable().describe('The oldest last completed sync of a judged folder'),
    lastReportedAt: InstantAnswer.nullable(),
    policy: z.object({ id: z.string(), version: z.int() }).describe('By which it is judged'),
    rules: z
      .array(z.string())
      .describe('Of the conditions that are so: each `rule`, and `rule:kind` where it has a kind'),
    acceptedFolders: Count.describe('Folders with an accepted difference that holds'),
    incident: z.object({ id: z.string(), title: z.string() }).nullable().describe('The open incident that explains it'),
  }),
);

export const ReplicaListAnswer = named<ReplicaList>('ReplicaList').as(
  z
    .object({ items: z.array(ReplicaRowAnswer), nextCursor: NextCursor, total: Count, statuses: StatusCountsAnswer })
    .describe('A page, how many match, how many of each status match the other filters, and the next cursor'),
);

const ConditionAnswer = named<ConditionView>('ConditionView').as(
  z.object({
    rule: z.enum(['mismatch', 'stale', 'silent', 'unknown', 'trouble', 'catching-up']),
    severity: z.enum(['warning', 'critical']).nullable(),
    since: InstantAnswer,
    text: z.string().describe('One sentence for a person'),
    kind: z
      .string()
      .optional()
      .describe('Mismatch: `not-synchronizing` or `although-synchronizing`; silent: its kind; trouble: its code'),
    policy: z.string().describe('The id of the policy it was judged by'),
    policyVersion: z.int(),
  }),
);

export const ReplicaAnswer = named<ReplicaView>('ReplicaView').as(
  ReplicaRowAnswer.extend({
    why: z.string().describe('Why it has its status, in one or two sentences'),
    conditions: z.array(ConditionAnswer),
    troubles: z.array(TroubleAnswer),
    facts: ClientFactsAnswer,
    profile: ProfileAnswer,
    lastAttempt: AttemptAnswer.nullable(),
    intervalSeconds: Count.nullable(),
    missedReports: Count.describe('Numbers left out among the reports of the newest spool'),
    enrolledAt: InstantAnswer,
    policy: PolicyAnswer,
    incident: z.object({ id: z.string(), title: z.string() }).nullable(),
    progress: ProgressAnswer.nullable().describe('While it catches up'),
    totals: z.object({ serverItems: Count.nullable(), offlineItems: Count.nullable() }),
    siblings: z.array(ReplicaRowAnswer).describe('Other replicas of the same mailbox'),
    at: InstantAnswer.describe('The moment this is true of'),
    cursor: Cursor,
  }).describe('One replica'),
);

const FolderRowAnswer = named<FolderRow>('FolderRow').as(
  z.object({
    path: PathAnswer,
    serverItems: Count.nullable(),
    offlineItems: Count.nullable(),
    difference: z
      .int()
      .nullable()
      .describe('server − offline − expected − accepted; null while either count is unknown'),
    expectedDifference: z.int(),
    expectedBecause: z.enum(EXPECTED_BECAUSE).nullable(),
    lastSynchronizedAt: InstantAnswer.nullable(),
    lastSynchronizedBasis: z.string().nullable(),
    inProgress: z.boolean(),
    localOnly: z.boolean(),
    troubles: z.array(TroubleAnswer),
    status: StatusAnswer,
    since: InstantAnswer,
    why: z.string(),
    conditions: z.array(ConditionAnswer),
    eta: EtaAnswer.nullable().describe('While catching up: when it should be equal; null when the data cannot tell'),
    progress: ProgressAnswer.nullable().describe('While catching up'),
    accepted: AcceptedAnswer.nullable().describe('What a person accepted, while it holds'),
  }),
);

export const FolderListAnswer = named<FolderList>('FolderList').as(
  z
    .object({
      items: z.array(FolderRowAnswer),
      lastKnown: z.boolean().describe('Not judged and last known only, because the agent is silent'),
      at: InstantAnswer,
      cursor: Cursor,
    })
    .describe('In path order, INBOX first'),
);

export const WhyAnswer = named<WhyView>('WhyView').as(
  z
    .object({
      at: InstantAnswer,
      status: StatusAnswer,
      since: InstantAnswer,
      text: z.string(),
      policy: PolicyAnswer.extend({
        cursor: Cursor.nullable().describe('Of the version of the policy that it made'),
        text: z.string(),
      }),
      chain: z.array(
        ConditionAnswer.extend({
          folder: PathAnswer.nullable().describe('Null: the whole replica'),
          evidence: z.array(Cursor).describe("Cursors of the timeline's entries that broke the rule"),
        }),
      ),
      story: z.array(
        z.object({
          part: z.enum(['policy', 'statistics', 'condition', 'diagnosis', 'fix']),
          text: z.string(),
          at: InstantAnswer.nullable(),
          cursor: Cursor.nullable().describe(
            "Of the event that it rests on: in the replica's timeline; of the policy, among its versions. Null: no event made it",
          ),
          event: z
            .string()
            .nullable()
            .describe('Where that one event can be read, as a path on this server; null with `cursor`'),
          folder: PathAnswer.nullable(),
          id: z.string().nullable(),
        }),
      ),
    })
    .describe('The conditions, the most severe first, each with its evidence in the timeline'),
);

export const ReplicaHistoryAnswer = named<ReplicaHistoryView>('ReplicaHistoryView').as(
  z
    .object({
      from: InstantAnswer,
      to: InstantAnswer,
      folders: z.array(
        z.object({
          path: PathAnswer,
          points: z
            .array(z.tuple([z.number(), Count.nullable(), Count.nullable()]))
            .describe('`[at ms, server, offline]`, a step each time one changed; null is unknown'),
        }),
      ),
      attempts: z.array(AttemptAnswer),
      statuses: z.array(z.object({ status: StatusAnswer, from: InstantAnswer, to: InstantAnswer.nullable() })),
    })
    .describe('A week when no span is said'),
);

export const TimelineEntryAnswer = named<TimelineEntry>('TimelineEntry').as(
  z.object({
    cursor: Cursor,
    type: z.string(),
    epoch: z.string().optional(),
    seq: z.int().optional(),
    observedAt: InstantAnswer,
    recordedAt: InstantAnswer,
    summary: z.string(),
    data: z.unknown().describe('The fact, as the log has it'),
  }),
);

export const TimelineAnswer = named<TimelineView>('TimelineView').as(
  z.object({ items: z.array(TimelineEntryAnswer), nextCursor: NextCursor }).describe('Newest first'),
);
