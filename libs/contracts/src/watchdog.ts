import { z } from 'zod';
import { text } from './report.ts';

type Iso = string;

/**
 * `PUT /api/v1/watchdog`: an address that is called as long as Lockstep works. When the calls stop, whoever is called raises the alarm.
 * `url` is a secret: left out, the one that is there stays; null takes it away.
 */
export const WatchdogInput = z.object({
  url: text
    .max(2_000)
    .pipe(z.url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' }))
    .nullable()
    .optional(),
  everySeconds: z.int().min(10).max(86_400).default(60),
  /** `POST` with the body of an Alertmanager's webhook, or a plain `GET`. */
  method: z.enum(['POST', 'GET']).default('POST'),
  enabled: z.boolean().default(true),
  /** The address may be a private or link-local one. */
  allowPrivate: z.boolean().default(false),
  /** The version that was edited. Another one meanwhile is 409. */
  basedOn: z.int().min(0).optional(),
});
export type WatchdogInput = z.output<typeof WatchdogInput>;

/** `GET /api/v1/watchdog`. */
export interface WatchdogView {
  /** Whether there is an address; it never leaves the server. */
  readonly holdsUrl: boolean;
  readonly everySeconds: number;
  readonly method: 'POST' | 'GET';
  readonly enabled: boolean;
  readonly allowPrivate: boolean;
  /** 0: never set up. */
  readonly version: number;
  readonly changedBy: string | null;
  readonly changedAt: Iso | null;
  /** The newest call, and what the other side answered. */
  readonly lastCall: { readonly at: Iso; readonly ok: boolean; readonly ms: number; readonly answer: string } | null;
  /** Why it does not call now; null: Lockstep works, or it is not to call. */
  readonly silent: { readonly since: Iso; readonly why: string } | null;
}
