import type {
  Attempt,
  ClientFacts,
  FolderPath,
  Profile,
  Silence,
  Status,
  StatusCounts,
  Trouble,
} from '@lockstep/contracts';
import { STATUSES } from '@lockstep/contracts';
import { z } from 'zod';
import { named } from './named.ts';

// Words that several answers use.

export const Count = z.int().min(0);

export const InstantAnswer = named<string>('Instant').as(z.iso.datetime().describe('ISO 8601 in UTC'));

export const Cursor = z.string().describe('Opaque');

export const StatusAnswer = named<Status>('Status').as(z.enum(STATUSES).describe('Worst first'));

export const StatusCountsAnswer = named<StatusCounts>('StatusCounts').as(
  z.object({
    mismatched: Count,
    stale: Count,
    silent: Count,
    unknown: Count,
    'catching-up': Count,
    'in-step': Count,
  }),
);

export const SilenceAnswer = named<Silence>('Silence').as(
  z
    .enum(['late', 'missing', 'never-reported'])
    .describe('Late by a few intervals, missing for 30 days, or not heard of since it was enrolled'),
);

export const PathAnswer = named<FolderPath>('FolderPath').as(
  z.array(z.string()).describe('Decoded segments; INBOX, in any case, is `["INBOX"]`'),
);

export const PolicyAnswer = z.object({ id: z.string(), name: z.string(), version: z.int() });

export const TroubleAnswer = named<Trouble>('Trouble').as(
  z.object({
    code: z.string().describe('Such as `server-unreachable`; agents may say others'),
    detail: z.string().optional(),
  }),
);

export const ClientFactsAnswer = named<ClientFacts>('ClientFacts').as(
  z.object({
    name: z.string().optional(),
    version: z.string().optional(),
    store: z.string().optional(),
    storePath: z.string().optional(),
    storeId: z.string().optional(),
    server: z.string().optional(),
  }),
);

export const ProfileAnswer = named<Profile>('Profile').as(
  z.object({
    exchangeService: z.boolean().optional(),
    deliverTo: z.enum(['mailbox', 'pst', 'other']).optional(),
    offlineAccess: z.boolean().optional(),
    syncOnExit: z.boolean().optional(),
    lastExitAt: InstantAnswer.nullable().optional(),
    loggedOn: z.boolean().optional(),
  }),
);

export const AttemptAnswer = named<Attempt>('Attempt').as(
  z.object({
    startedAt: InstantAnswer,
    endedAt: InstantAnswer.nullable().optional(),
    trigger: z.enum(['manual', 'schedule', 'exit', 'start', 'unknown']).optional(),
    outcome: z.enum(['succeeded', 'partial', 'failed']),
    error: z.string().optional(),
    folders: z.array(PathAnswer).optional(),
  }),
);
