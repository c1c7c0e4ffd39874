import type { EventBundle } from '@lockstep/contracts';
import { z } from 'zod';
import { DiagnosesAnswer, FixListAnswer } from './diagnosis.answers.ts';
import { named } from './named.ts';
import { FolderListAnswer, ReplicaAnswer, TimelineEntryAnswer, WhyAnswer } from './replica.answers.ts';

export const EventBundleAnswer = named<EventBundle>('EventBundle').as(
  z
    .object({
      replica: ReplicaAnswer,
      folders: FolderListAnswer,
      diagnoses: DiagnosesAnswer,
      fixes: FixListAnswer,
      why: WhyAnswer,
      events: z.array(TimelineEntryAnswer).describe('Oldest first'),
    })
    .describe('Everything of one replica; each part as its own question answers it'),
);
