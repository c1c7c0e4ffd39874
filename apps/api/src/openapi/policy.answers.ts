import type { PolicyList, PolicyPreview, PolicyVersionList, PolicyView } from '@lockstep/contracts';
import { PolicyScope, Thresholds, WorkingHours } from '@lockstep/contracts';
import { z } from 'zod';
import { Count, Cursor, InstantAnswer, StatusCountsAnswer } from './common.answers.ts';
import { named } from './named.ts';

const version = {
  id: z.string(),
  name: z.string(),
  version: z.int(),
  scope: PolicyScope,
  thresholds: Thresholds,
  workingHours: WorkingHours.nullable(),
  changedAt: InstantAnswer.nullable(),
  changedBy: z.string().nullable(),
  why: z.string().nullable(),
  cursor: Cursor.nullable(),
};

export const PolicyViewAnswer = named<PolicyView>('PolicyView').as(
  z.object({ ...version, replicas: Count.describe('Judged by it, after more specific ones have taken theirs') }),
);
export const PolicyListAnswer = named<PolicyList>('PolicyList').as(
  z.object({ items: z.array(PolicyViewAnswer) }).describe('The default first'),
);
export const PolicyVersionsAnswer = named<PolicyVersionList>('PolicyVersionList').as(
  z.object({ items: z.array(z.object({ ...version, removed: z.boolean() })) }).describe('Newest first'),
);

export const PolicyPreviewAnswer = named<PolicyPreview>('PolicyPreview').as(
  z
    .object({
      concerned: Count.describe('Replicas that it would be the policy of'),
      looked: Count.describe('How many of them were looked at'),
      now: StatusCountsAnswer.describe('As they are judged now'),
      then: StatusCountsAnswer.describe('As they would be, now'),
    })
    .describe('A look at the present, not a back-test'),
);
