import { z } from 'zod';
import type { ChannelKind, DeliveryView } from './notifications.ts';
import { Instant, text } from './report.ts';
import { WEEKDAYS } from './weekdays.ts';
import type { Severity } from './views.ts';

/** Instants are ISO 8601 in UTC. Cursors are opaque. */
type Iso = string;

/** `pending`: nobody is told yet. `recovering`: its cause is gone, and it waits a little whether it stays so. */
export const ALERT_STATUSES = ['firing', 'recovering', 'pending', 'resolved'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** What an alert is about: a rule on one replica, an incident, or Lockstep itself. */
export const ALERT_RULES = ['mismatch', 'stale', 'silent', 'trouble', 'suspected', 'lockstep'] as const;
export type AlertRule = (typeof ALERT_RULES)[number];

/**
 * `GET /api/v1/alerts?status=&taken=&suppressed=&severity=&rule=&server=&replica=&incident=&q=&mine=&resolvedSince=&limit=&cursor=&at=`: firing and not
 * taken first, then by severity and age; resolved ones last, the newest first. `replica`: one or several, with commas.
 */
export interface AlertList {
  readonly items: readonly AlertView[];
  readonly nextCursor: string | null;
  readonly total: number;
  /** Of all alerts, whatever was asked for: the tabs of the inbox. */
  readonly counts: AlertCounts;
}
export interface AlertCounts {
  /** Firing and recovering and pending. */
  readonly open: number;
  /** Firing, told, and nobody's: what the title of the page counts. */
  readonly notTaken: number;
  readonly mine: number;
  readonly pending: number;
  readonly recovering: number;
  /** Silenced, inhibited, or in maintenance. */
  readonly suppressed: number;
  /** Within 24 h. */
  readonly resolved: number;
}

export interface AlertView {
  /** A number that people say to each other, as in #1190. */
  readonly id: string;
  /** The same cause again has the same fingerprint. */
  readonly fingerprint: string;
  readonly rule: AlertRule;
  /** Of the rule: a trouble's code, a mismatch's kind, an incident's symptom, an ill of Lockstep. */
  readonly kind: string | null;
  readonly status: AlertStatus;
  /** The worst it has had since it fired; null while pending. */
  readonly severity: Severity | null;
  /** One line, such as `Zoë Marchetti: Inbox lacks 944 items`. */
  readonly title: string;
  readonly text: string;
  readonly replica: string | null;
  readonly incident: string | null;
  readonly mailbox: string | null;
  readonly server: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** Different mailboxes that it concerns. */
  readonly users: number;
  readonly folders: number;
  readonly since: Iso;
  readonly firedAt: Iso | null;
  /** While it is pending: when it has lasted long enough, unless it clears. Null: unknown, or it is not for time that it waits. */
  readonly firesAt: Iso | null;
  readonly recoveringSince: Iso | null;
  readonly resolvedAt: Iso | null;
  readonly acknowledged: Acknowledgement | null;
  readonly assignee: string | null;
  /** Why nobody is told of it now; none: somebody is. */
  readonly suppressed: readonly Suppression[];
  readonly flapping: boolean;
  /** The life before, when it came back within 24 h. */
  readonly regressedAt: Iso | null;
  /** Messages sent of it, and the newest. */
  readonly told: number;
  readonly lastToldAt: Iso | null;
  /** The first diagnosis, where there is one. */
  readonly diagnosis: { readonly id: string; readonly title: string } | null;
  readonly cursor: string;
}

export interface Acknowledgement {
  readonly by: string;
  readonly at: Iso;
  /** Null: until it is resolved. */
  readonly until: Iso | null;
  readonly comment: string | null;
}
export interface Suppression {
  readonly by: 'silence' | 'maintenance' | 'inhibition';
  /** The silence, the window, or the alert of the cause. */
  readonly id: string;
  readonly text: string;
  readonly until: Iso | null;
}

/** `GET /api/v1/alerts/{id}`: with its biography, newest first, and its earlier lives. */
export interface AlertDetail extends AlertView {
  readonly biography: readonly BiographyEntry[];
  readonly before: readonly { readonly id: string; readonly firedAt: Iso; readonly resolvedAt: Iso | null }[];
  readonly steps: readonly string[];
  readonly messages: readonly AlertMessage[];
}
/** A message that tells of an alert, by one channel. They stand newest first; those of earlier lives as well. */
export interface AlertMessage {
  /** As in `GET /api/v1/deliveries`. */
  readonly id: string;
  readonly channel: string;
  /** Null: the channel was removed. */
  readonly channelName: string | null;
  readonly via: ChannelKind | null;
  readonly kind: DeliveryView['kind'];
  readonly at: Iso;
  /** What became of it by the moment that is asked for. */
  readonly state: Exclude<DeliveryView['state'], 'dismissed'>;
  readonly endedAt: Iso | null;
}
export interface BiographyEntry {
  readonly cursor: string;
  readonly type: string;
  readonly at: Iso;
  readonly text: string;
  readonly by: string | null;
  /** Of a message: what became of it, at which attempt, and what the other side answered. */
  readonly detail: string | null;
}

const comment = text.trim().max(1_000).optional();
/** `POST /api/v1/alerts/{id}/acknowledge` (and `…/unacknowledge` without a body). `until` left out: until it is resolved. */
export const AcknowledgeRequest = z.object({ comment, until: Instant.optional() });
/** `POST /api/v1/alerts/{id}/assign`; null: nobody's. */
export const AssignRequest = z.object({ to: text.trim().min(1).max(200).nullable() });
/** `POST /api/v1/alerts/{id}/comment`. */
export const CommentRequest = z.object({ comment: text.trim().min(1, 'say something').max(1_000) });

/** What an alert must be like; all of those that are said. `*` stands for any run of characters in names. */
export const Matcher = z
  .object({
    alert: text.min(1).optional(),
    rule: z.enum(ALERT_RULES).optional(),
    kind: text.min(1).optional(),
    severity: z.enum(['warning', 'critical']).optional(),
    server: text.min(1).optional(),
    mailbox: text.min(1).optional(),
    label: z.object({ name: text.min(1), value: text.min(1) }).optional(),
  })
  .refine(
    (matcher) => Object.values(matcher).some((value) => value !== undefined),
    'must say something, or it would match all',
  );
export type Matcher = z.output<typeof Matcher>;

/** `POST /api/v1/alerts/{id}/silence`: this alert and no other. */
const SilenceAlert = z.object({
  comment: text.trim().min(1, 'say why').max(1_000),
  until: Instant,
  /** Ends when the alert is resolved. */
  endsOnResolve: z.boolean().default(false),
});
export const SilenceAlertRequest = SilenceAlert;

/** `POST /api/v1/alerts/acknowledge | assign | silence`: the same of many. Each stands or falls alone. */
const ids = z.array(text.min(1).max(40)).min(1).max(500);
export const BulkAcknowledgeRequest = AcknowledgeRequest.extend({ ids });
export const BulkAssignRequest = AssignRequest.extend({ ids });
export const BulkSilenceRequest = SilenceAlert.extend({ ids });
/** One for each id, in their order. `status`: as the request for it alone would have been answered. */
export interface BulkAnswer {
  readonly results: readonly BulkResult[];
}
export type BulkResult =
  | { readonly id: string; readonly ok: true; readonly cursor: string }
  | { readonly id: string; readonly ok: false; readonly status: number; readonly detail: string };

/** `POST /api/v1/silences`; `DELETE /api/v1/silences/{id}` ends one. Openings are kept quiet; resolutions never are. */
export const SilenceInput = z.object({
  matchers: z.array(Matcher).min(1).max(50),
  comment: text.trim().min(1, 'say why').max(1_000),
  until: Instant,
  /** Ends with the last alert that it silences. */
  endsOnResolve: z.boolean().default(false),
});
export interface SilenceView {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly comment: string;
  readonly by: string;
  readonly at: Iso;
  readonly until: Iso;
  readonly endsOnResolve: boolean;
  readonly endedAt: Iso | null;
  /** Open alerts that it keeps quiet now. */
  readonly alerts: number;
}
export interface SilenceList {
  readonly items: readonly SilenceView[];
}

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');
/** `GET /api/v1/maintenance`. */
export interface MaintenanceList {
  readonly items: readonly MaintenanceView[];
}

/** `POST /api/v1/maintenance`, `PUT` and `DELETE /api/v1/maintenance/{id}`: what is expected to be out, and when. */
export const MaintenanceInput = z.object({
  name: text.trim().min(1).max(100),
  matchers: z.array(Matcher).min(1).max(50),
  /** IANA, such as `Europe/Berlin`. */
  timeZone: text.min(1).max(100),
  when: z.discriminatedUnion('every', [
    z.object({ every: z.literal('once'), from: Instant, to: Instant }),
    z.object({
      every: z.literal('week'),
      days: z.array(z.enum(WEEKDAYS)).min(1).max(7),
      from: clock,
      /** Past midnight where it is before `from`. */
      to: clock,
    }),
    z.object({
      every: z.literal('month'),
      /** 1 to 31, or -1 for the last day. */
      day: z.int().min(-1).max(31),
      from: clock,
      to: clock,
    }),
  ]),
});
export type MaintenanceInput = z.output<typeof MaintenanceInput>;
export interface MaintenanceView extends MaintenanceInput {
  readonly id: string;
  readonly by: string;
  /** The window that is open, or the next; null: none will come. */
  readonly open: boolean;
  readonly nextFrom: Iso | null;
  readonly nextTo: Iso | null;
}
