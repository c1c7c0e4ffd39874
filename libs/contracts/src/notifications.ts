import { z } from 'zod';
import { Matcher } from './alerts.ts';
import { isTimeZone, WorkingHours } from './working-hours.ts';
import { text } from './report.ts';
import type { Severity } from './views.ts';

type Iso = string;

export const CHANNEL_KINDS = ['email', 'webhook', 'slack', 'teams', 'alertmanager', 'browser'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

const url = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' })
  .max(2_000);
/** Stored encrypted and never shown again. On a change: left out, the one that is there stays; null takes it away. */
const secret = text.min(1).max(4_096).nullable().optional();

/** How one kind of channel is set up. Secrets stand beside, under `secrets`. */
export const ChannelSettings = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('email'),
    host: text.trim().min(1).max(253),
    port: z.int().min(1).max(65_535),
    /** `tls` from the first byte, `starttls` required, `none` for a relay on the same machine. */
    security: z.enum(['tls', 'starttls', 'none']),
    user: text.trim().max(200).optional(),
    from: z.email('must be an address such as lockstep@example.org'),
    to: z.array(z.email('must be an address such as helpdesk@example.org')).min(1).max(50),
  }),
  /**
   * The address is a secret, for it often holds a token: `secrets.url`. Said here it is taken for that. Of one that is held the host is shown here;
   * left out, or said as it is shown, the address stays.
   */
  z.object({ kind: z.literal('webhook'), url: url.optional() }),
  /** The whole address is the secret. */
  z.object({ kind: z.literal('slack') }),
  z.object({ kind: z.literal('teams') }),
  z.object({ kind: z.literal('alertmanager'), url, user: text.trim().max(200).optional() }),
  /** In the browsers of people who look at Lockstep and allowed it. */
  z.object({ kind: z.literal('browser') }),
]);
export type ChannelSettings = z.output<typeof ChannelSettings>;

export const ChannelSecrets = z.object({
  /** Of the mail server, of Alertmanager. */
  password: secret,
  /** Of a webhook, Slack and Teams: the whole address. */
  url: url.nullable().optional(),
  /** Signs a webhook's body. */
  signingKey: secret,
  /** A header `Authorization: Bearer …` of a webhook. */
  bearer: secret,
});
export type ChannelSecrets = z.output<typeof ChannelSecrets>;

/** `POST /api/v1/channels`, `PUT` and `DELETE /api/v1/channels/{id}`. */
export const ChannelInput = z.object({
  name: text.trim().min(1, 'give it a name').max(100),
  settings: ChannelSettings,
  secrets: ChannelSecrets.optional(),
  /** Off: nothing is sent, and nothing waits for it. */
  enabled: z.boolean().default(true),
  /** The address may be a private or link-local one: the administrator knows what stands there. */
  allowPrivate: z.boolean().default(false),
});
export type ChannelInput = z.output<typeof ChannelInput>;
/** On a change: the version that was edited. Another one meanwhile is 409. */
const basedOn = z.int().min(1).optional();
/** `PUT /api/v1/channels/{id}`. */
export const ChannelChange = ChannelInput.extend({ basedOn });
export type ChannelChange = z.output<typeof ChannelChange>;

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly settings: ChannelSettings;
  /** Which secrets are held; their values never leave the server. */
  readonly holds: readonly (keyof ChannelSecrets)[];
  readonly enabled: boolean;
  readonly allowPrivate: boolean;
  readonly version: number;
  readonly changedBy: string | null;
  readonly changedAt: Iso | null;
  readonly health: {
    readonly lastDeliveredAt: Iso | null;
    readonly lastFailedAt: Iso | null;
    readonly lastError: string | null;
    readonly waiting: number;
    readonly dead: number;
  };
}
export interface ChannelList {
  readonly items: readonly ChannelView[];
}

/** `POST /api/v1/channels/{id}/test`: sends one now, and says what the other side answered. */
export interface ChannelTest {
  readonly ok: boolean;
  readonly ms: number;
  /** What the other side said, or why it could not be asked. */
  readonly answer: string;
}

/** `POST /api/v1/routes`, `PUT` and `DELETE /api/v1/routes/{id}`: which alerts go where. The first that fits, unless it says `continue`. */
export const RouteInput = z.object({
  name: text.trim().min(1).max(100),
  /** Any of these; none: all alerts. */
  matchers: z.array(Matcher).max(50),
  channels: z.array(text.min(1)).max(20),
  /** Only within these hours; outside, the route does not fit. */
  hours: WorkingHours.nullable(),
  continue: z.boolean().default(false),
  groupWaitMs: z.int().min(0).max(3_600_000).default(30_000),
  groupIntervalMs: z.int().min(1_000).max(86_400_000).default(300_000),
  repeatCriticalMs: z
    .int()
    .min(60_000)
    .max(7 * 86_400_000)
    .default(4 * 3_600_000),
  repeatWarningMs: z
    .int()
    .min(60_000)
    .max(7 * 86_400_000)
    .default(12 * 3_600_000),
  /** Nobody has taken it so long after it was told: these channels as well, and again each so often. */
  escalation: z
    .array(
      z.object({
        afterMs: z
          .int()
          .min(60_000)
          .max(7 * 86_400_000),
        channels: z.array(text.min(1)).min(1).max(20),
        repeatMs: z
          .int()
          .min(60_000)
          .max(7 * 86_400_000)
          .nullable()
          .default(null),
      }),
    )
    .max(10)
    .default([]),
});
export type RouteInput = z.output<typeof RouteInput>;
/** `PUT /api/v1/routes/{id}`. */
export const RouteChange = RouteInput.extend({ basedOn });
export type RouteChange = z.output<typeof RouteChange>;
export interface RouteView extends RouteInput {
  readonly id: string;
  /** From 0, in the order in which they are tried. */
  readonly place: number;
  readonly version: number;
}
export interface RouteList {
  readonly items: readonly RouteView[];
  /** So many alerts fire, kept quiet by nothing, that no route takes to a channel that is on. */
  readonly untold: number;
}
/** `POST /api/v1/routes/order`: all routes by id, in the order in which they are to be tried. */
export const RoutesOrder = z.object({ order: z.array(text.min(1)).max(1_000) });
export type RoutesOrder = z.output<typeof RoutesOrder>;

/** `PUT /api/v1/digest`: what was, told once a day or a week. */
export const DigestInput = z.object({
  every: z.enum(['never', 'day', 'week']),
  /** On Mondays, where weekly. */
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:00'),
  timeZone: text.max(100).refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
  channels: z.array(text.min(1)).max(20),
});
export type DigestInput = z.output<typeof DigestInput>;
export const DigestChange = DigestInput.extend({ basedOn });
export type DigestChange = z.output<typeof DigestChange>;
/** `GET /api/v1/digest`. */
export interface DigestView extends DigestInput {
  readonly version: number;
}

/** One message to one channel: `GET /api/v1/deliveries?state=dead|waiting|sent&channel=`, `POST /api/v1/deliveries/{id}/retry` and `/dismiss`. */
export interface DeliveryView {
  readonly id: string;
  /** The same for each attempt, and in each message: who gets it twice can tell. */
  readonly key: string;
  readonly channel: string;
  readonly channelName: string;
  readonly kind: 'firing' | 'update' | 'repeat' | 'resolved' | 'escalation' | 'digest' | 'watchdog';
  readonly title: string;
  readonly alerts: readonly string[];
  readonly state: 'waiting' | 'sent' | 'dead' | 'dropped' | 'dismissed';
  readonly attempts: number;
  readonly madeAt: Iso;
  readonly nextAt: Iso | null;
  readonly endedAt: Iso | null;
  readonly answer: string | null;
  /** Who said of a dead one that it need not be sent, and why. */
  readonly dismissed: { readonly by: string; readonly at: Iso; readonly reason: string } | null;
}
/** `POST /api/v1/deliveries/{id}/dismiss`. */
export const DismissDelivery = z.object({ reason: text.trim().min(1, 'say why it need not be sent').max(1_000) });
export type DismissDelivery = z.output<typeof DismissDelivery>;

export interface DeliveryList {
  readonly items: readonly DeliveryView[];
  readonly nextCursor: string | null;
}

/** Socket `/live`, event `notice`, to whoever looks at `alerts`: a message of the channel `browser`, said once and not kept. */
export interface BrowserNotice {
  /** Also the notification's tag: the same message twice is shown once. */
  readonly key: string;
  readonly kind: DeliveryView['kind'] | 'test';
  readonly title: string;
  readonly text: string;
  readonly severity: Severity | null;
  readonly alerts: readonly string[];
  readonly more: number;
  readonly link: string;
  readonly at: Iso;
}
