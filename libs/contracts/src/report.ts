import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { EXPECTED_BECAUSE, pathKey } from './statistics.ts';

// A lone surrogate cannot be stored as UTF-8, and PostgreSQL refuses NUL.
const storable = (value: string) => !value.includes('\u0000') && value.isWellFormed();
const unstorable = 'must not hold NUL or a lone surrogate';
export const text = z.string().max(LIMITS.textLength).refine(storable, unstorable);
const name = z.string().min(1).max(LIMITS.nameLength).refine(storable, unstorable);

// Most come as they are kept: ending in Z, already checked. Making a date of each would cost as much as all the rest.
const KEPT_LENGTH = '2026-11-23T03:00:00.000Z'.length;

/** An instant in RFC 3339, kept in UTC with milliseconds, so that equal instants are equal texts. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'must be an instant such as 2026-11-23T03:00:00.000Z' })
  .transform((value) => (value.length === KEPT_LENGTH && value.endsWith('Z') ? value : new Date(value).toISOString()))
  // Its offset may carry it out of the years that four digits can say.
  .refine((value) => value.length === KEPT_LENGTH, 'must lie within the years 0000 to 9999 in UTC');

export const Path = z
  .array(name)
  .min(1)
  .max(LIMITS.segmentsPerPath)
  .transform((path) => (path[0]!.toUpperCase() === 'INBOX' ? ['INBOX', ...path.slice(1)] : path));

const Count = z.int().min(0).max(LIMITS.items).nullable();

const Trouble = z.object({ code: name, detail: text.optional() });

/** The three numbers of one folder; null is unknown, never zero. */
export const FolderStatistics = z.object({
  path: Path,
  serverItems: Count,
  offlineItems: Count,
  lastSynchronizedAt: Instant.nullable(),
  lastSynchronizedBasis: text.optional(),
  inProgress: z.boolean().optional(),
  expectedDifference: z.int().min(-LIMITS.items).max(LIMITS.items).optional(),
  expectedBecause: z.enum(EXPECTED_BECAUSE).optional(),
  troubles: z.array(Trouble).max(100).optional(),
});

const ClientFacts = z.object({
  name: text.optional(),
  version: text.optional(),
  store: text.optional(),
  storePath: text.optional(),
  storeId: text.optional(),
  server: text.optional(),
});

const Profile = z.object({
  exchangeService: z.boolean().optional(),
  deliverTo: z.enum(['mailbox', 'pst', 'other']).optional(),
  offlineAccess: z.boolean().optional(),
  syncOnExit: z.boolean().optional(),
  lastExitAt: Instant.nullable().optional(),
  loggedOn: z.boolean().optional(),
});

const Attempt = z.object({
  startedAt: Instant,
  endedAt: Instant.nullable().optional(),
  trigger: z.enum(['manual', 'schedule', 'exit', 'start', 'unknown']).optional(),
  outcome: z.enum(['succeeded', 'partial', 'failed']),
  error: text.optional(),
  folders: z.array(Path).max(LIMITS.foldersPerReport).optional(),
});

/** What an agent says of one replica at one moment. Shapes, units and rules: INTERFACES, "A report". */
export const Report = z
  .object({
    epoch: z.guid({ error: 'must be a UUID, made anew with each new spool' }).toLowerCase(),
    seq: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
    observedAt: Instant,
    intervalSeconds: z.int().min(1).max(LIMITS.items),
    kind: z.enum(['full', 'delta']),
    folders: z.array(FolderStatistics).max(LIMITS.foldersPerReport).optional(),
    removed: z.array(Path).max(LIMITS.foldersPerReport).optional(),
    troubles: z.array(Trouble).max(LIMITS.troublesPerReport).optional(),
    client: ClientFacts.optional(),
    profile: Profile.optional(),
    attempts: z.array(Attempt).max(LIMITS.attemptsPerReport).optional(),
  })
  .superRefine((report, context) => {
    if (report.kind === 'full' && report.folders === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['folders'],
        message: 'a full report must say its folders; [] is an empty store',
      });
    }
    const seen = new Set<string>();
    const once = (path: string[], where: (string | number)[]) => {
      const key = pathKey(path);
      if (seen.has(key))
        context.addIssue({
          code: 'custom',
          path: where,
          message: `the folder ${path.join('/')} is named twice in one report`,
        });
      seen.add(key);
    };
    report.folders?.forEach((folder, index) => once(folder.path, ['folders', index, 'path']));
    report.removed?.forEach((path, index) => once(path, ['removed', index]));
  })
  .transform((report) => ({ ...report, folders: report.folders ?? [] }));

export type Report = z.output<typeof Report>;
/** What an agent may write: the form before it is parsed. */
export type ReportInput = z.input<typeof Report>;
export type FolderStatistics = z.output<typeof FolderStatistics>;
export type ClientFacts = z.output<typeof ClientFacts>;
export type Profile = z.output<typeof Profile>;
export type Attempt = z.output<typeof Attempt>;
export type Trouble = z.output<typeof Trouble>;
export type ReportKind = Report['kind'];

/** What became of one report. A rejected report does not use up its `seq`. */
export interface ReportResult {
  readonly index: number;
  readonly seq: number | null;
  readonly outcome: 'stored' | 'duplicate' | 'conflict' | 'rejected';
  readonly field?: string;
  readonly reason?: string;
  readonly retry?: boolean;
}
