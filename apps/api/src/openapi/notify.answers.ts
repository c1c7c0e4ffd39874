import {
  CHANNEL_KINDS,
  ChannelSettings,
  DigestInput,
  RouteInput,
  type ChannelList,
  type ChannelTest,
  type ChannelView,
  type DeliveryList,
  type DeliveryView,
  type DigestView,
  type RouteList,
  type RouteView,
} from '@lockstep/contracts';
import { z } from 'zod';
import { Count, Cursor, InstantAnswer } from './common.answers.ts';
import { named } from './named.ts';

export const ChannelViewAnswer = named<ChannelView>('ChannelView').as(
  z.object({
    id: z.string(),
    name: z.string(),
    settings: ChannelSettings.describe(`By kind: ${CHANNEL_KINDS.join(', ')}`),
    holds: z
      .array(z.enum(['password', 'url', 'signingKey', 'bearer']))
      .describe('Which secrets are stored; they themselves are never shown'),
    enabled: z.boolean(),
    allowPrivate: z.boolean().describe('Private and link-local addresses are not refused'),
    version: z.int(),
    changedBy: z.string().nullable(),
    changedAt: InstantAnswer.nullable(),
    health: z.object({
      lastDeliveredAt: InstantAnswer.nullable(),
      lastFailedAt: InstantAnswer.nullable(),
      lastError: z.string().nullable(),
      waiting: Count,
      dead: Count,
    }),
  }),
);
export const ChannelListAnswer = named<ChannelList>('ChannelList').as(
  z.object({ items: z.array(ChannelViewAnswer) }).describe('By name'),
);
export const ChannelTestAnswer = named<ChannelTest>('ChannelTest').as(
  z.object({
    ok: z.boolean(),
    ms: z.number(),
    answer: z.string().describe('What the other side said, or why it could not be asked'),
  }),
);

export const RouteViewAnswer = named<RouteView>('RouteView').as(
  z.object({
    ...RouteInput.shape,
    id: z.string(),
    place: Count.describe('From 0, in the order in which they are tried'),
    version: z.int(),
  }),
);
export const RouteListAnswer = named<RouteList>('RouteList').as(
  z
    .object({
      items: z.array(RouteViewAnswer),
      untold: z.int().describe('So many alerts fire that no route takes to a channel that is on'),
    })
    .describe('In the order in which they are tried'),
);

export const DigestAnswer = named<DigestView>('DigestView').as(z.object({ ...DigestInput.shape, version: z.int() }));

export const DeliveryViewAnswer = named<DeliveryView>('DeliveryView').as(
  z.object({
    id: z.string(),
    key: z.string().describe('The same for each attempt, and in each message'),
    channel: z.string(),
    channelName: z.string(),
    kind: z.enum(['firing', 'update', 'repeat', 'resolved', 'escalation', 'digest', 'watchdog']),
    title: z.string(),
    alerts: z.array(z.string()),
    state: z.enum(['waiting', 'sent', 'dead', 'dropped', 'dismissed']),
    attempts: Count,
    madeAt: InstantAnswer,
    nextAt: InstantAnswer.nullable(),
    endedAt: InstantAnswer.nullable(),
    answer: z.string().nullable(),
    dismissed: z
      .object({ by: z.string(), at: InstantAnswer, reason: z.string() })
      .nullable()
      .describe('Who said of a dead one that it need not be sent'),
  }),
);
export const DeliveryListAnswer = named<DeliveryList>('DeliveryList').as(
  z.object({ items: z.array(DeliveryViewAnswer), nextCursor: Cursor.nullable() }).describe('Newest first'),
);
