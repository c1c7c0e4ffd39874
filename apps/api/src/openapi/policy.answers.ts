import type { PolicyList, PolicyVersionList, PolicyView } from '@lockstep/contracts';
import { PolicyScope, Thresholds, WorkingHours } from '@lockstep/contracts';
import { z } from 'zod';
import { Count, Cursor, InstantAnswer } from './common.answers.ts';
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
