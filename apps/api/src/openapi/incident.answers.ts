import type { IncidentDetail, IncidentList, IncidentView } from '@lockstep/contracts';
import { z } from 'zod';
import { Count, InstantAnswer } from './common.answers.ts';
import { named } from './named.ts';

const incident = z.object({
  id: z.string(),
  cause: z.string().describe('The diagnosis that explains it'),
  server: z.string().nullable(),
  since: InstantAnswer,
  replicas: Count,
  share: z.number(),
  scope: z.enum(['server', 'site', 'client']),
  name: z.string(),
  title: z.string(),
  symptom: z.string(),
  severity: z.enum(['warning', 'critical']),
  users: Count,
  total: Count,
  most: Count,
  closedAt: InstantAnswer.nullable(),
  firstFix: z.object({ title: z.string(), steps: z.array(z.string()) }).nullable(),
  growth: z.array(z.tuple([z.number(), Count])).describe('`[at ms, replicas]`'),
  alert: z.string().nullable().describe('The alert that tells of it; null: there is none yet'),
});

export const IncidentAnswer = named<IncidentView>('IncidentView').as(incident);
export const IncidentListAnswer = named<IncidentList>('IncidentList').as(
  z.object({ items: z.array(IncidentAnswer) }).describe('Newest first'),
);
export const IncidentDetailAnswer = named<IncidentDetail>('IncidentDetail').as(
  incident.extend({
    members: z.array(
      z.object({
        replica: z.guid(),
        mailbox: z.string(),
        device: z.string(),
        since: InstantAnswer,
        joinedAt: InstantAnswer,
        leftAt: InstantAnswer.nullable(),
      }),
    ),
    before: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          since: InstantAnswer,
          closedAt: InstantAnswer,
          most: Count,
          total: Count,
          alert: z.string().nullable(),
          said: z
            .object({ by: z.string(), at: InstantAnswer, text: z.string() })
            .nullable()
            .describe('The last comment of a person on its alert'),
        }),
      )
      .describe('Earlier ones of the same group and symptom, newest first'),
  }),
);
