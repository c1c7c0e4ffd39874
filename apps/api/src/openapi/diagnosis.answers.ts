import type {
  DiagnosisList,
  DiagnosisView,
  EvidenceView,
  FixArticleList,
  FixArticleView,
  FixFares,
  FixList,
  FixView,
  GuardView,
  Noted,
} from '@lockstep/contracts';
import { FIX_STATUSES } from '@lockstep/contracts';
import { z } from 'zod';
import { Count, Cursor, InstantAnswer, PathAnswer } from './common.answers.ts';
import { named } from './named.ts';

const Family = z.enum(['article', 'modern']).describe("The article's (KB195875), or the modern list's");
const ForWhom = z.enum(['user', 'helpdesk', 'administrator']);

const EvidenceAnswer = named<EvidenceView>('EvidenceView').as(
  z.object({
    text: z.string(),
    at: InstantAnswer.nullable(),
    cursor: Cursor.nullable().describe("Of the timeline's entry"),
    folder: PathAnswer.nullable(),
    values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  }),
);

const GuardAnswer = named<GuardView>('GuardView').as(
  z.object({ text: z.string(), items: Count.nullable(), folders: z.array(PathAnswer) }),
);

const FixAnswer = named<FixView>('FixView').as(
  z.object({
    id: z.string().describe('The diagnosis it mends'),
    title: z.string(),
    status: z.enum(FIX_STATUSES),
    suggestedAt: InstantAnswer.nullable().describe('Null: tried though nobody had suggested it'),
    triedAt: InstantAnswer.nullable(),
    triedBy: z.string().nullable(),
    note: z.string().nullable(),
    turnedAt: InstantAnswer.nullable().describe('When it was confirmed, failed, relapsed or was withdrawn'),
    confirmedAt: InstantAnswer.nullable(),
    cursor: Cursor,
  }),
);

const DiagnosisAnswer = named<DiagnosisView>('DiagnosisView').as(
  z.object({
    id: z.string().describe('`K11`, `uidvalidity-changed`'),
    title: z.string(),
    family: Family,
    source: z.string(),
    cause: z.string(),
    twin: z.string().nullable().describe("The same cause in the other family's words"),
    since: InstantAnswer,
    folders: z.array(PathAnswer).describe('None: the whole replica'),
    evidence: z.array(EvidenceAnswer),
    guard: GuardAnswer.nullable().describe('Where the steps could lose data: to be read before them'),
    steps: z.array(z.string()).describe('In order; what stands between backticks can be copied'),
    forWhom: ForWhom.nullable(),
    cost: z.string().nullable(),
    risk: z.string().nullable(),
    confirmedWhen: z.string().nullable(),
    tellApart: z.array(z.object({ id: z.string(), text: z.string() })),
    fix: FixAnswer.nullable().describe('Its newest life; null: none yet, or nothing to try'),
  }),
);

export const DiagnosesAnswer = named<DiagnosisList>('DiagnosisList').as(
  z
    .object({
      items: z.array(DiagnosisAnswer),
      notJudged: z
        .array(z.object({ id: z.string(), title: z.string(), reason: z.string() }))
        .describe('Rules that failed while they looked; the others went on'),
      at: InstantAnswer,
    })
    .describe('Best first'),
);

export const FixListAnswer = named<FixList>('FixList').as(
  z.object({ items: z.array(FixAnswer) }).describe('Newest first'),
);

const fares = {
  open: Count,
  tried: Count,
  confirmed: Count,
  failed: Count,
  relapsed: Count,
  waiting: Count,
  medianMsToConfirm: z.number().nullable(),
  enough: z.boolean().describe('False below ten tries that are decided: too few to tell'),
};
const FixFaresAnswer = named<FixFares>('FixFares').as(z.object(fares));

export const FixArticleAnswer = named<FixArticleView>('FixArticleView').as(
  z.object({
    id: z.string(),
    title: z.string(),
    family: Family,
    source: z.string(),
    seen: z.string(),
    cause: z.string(),
    twin: z.string().nullable(),
    guard: z.string().nullable(),
    steps: z.array(z.string()).describe('For any client; what is for one of them alone names it'),
    exchangeSteps: z
      .array(z.string())
      .nullable()
      .describe(
        'Instead of them for an Outlook (a store of type OST or PST, or a profile); of the family `article`, for Outlook 2007 and newer. Null: the same',
      ),
    forWhom: ForWhom.nullable(),
    cost: z.string().nullable(),
    risk: z.string().nullable(),
    confirmedWhen: z.string().nullable(),
    fares: FixFaresAnswer,
    byClient: z.array(z.object({ ...fares, client: z.string().nullable(), version: z.string().nullable() })),
  }),
);

export const FixArticlesAnswer = named<FixArticleList>('FixArticleList').as(
  z.object({ items: z.array(FixArticleAnswer) }).describe('In the order in which fixes are to be tried'),
);

export const NotedAnswer = named<Noted>('Noted').as(
  z.object({ cursor: Cursor.describe("Of the timeline's entry that it became") }),
);
