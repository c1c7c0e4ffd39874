import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { Instant } from './report.ts';

const text = z
  .string()
  .max(LIMITS.nameLength)
  .refine((value) => !value.includes('\u0000') && value.isWellFormed(), 'must not hold NUL or a lone surrogate');

/** `POST /api/v1/agents`: one replica asks to be enrolled. Labels are small facts for grouping, such as `site`. */
export const JoinRequest = z.object({
  mailbox: text.trim().min(1, 'must name the mailbox by its address, such as anna@example.org'),
  device: text.trim().min(1, 'must name the device, such as its host name'),
  labels: z.record(text.min(1), text).optional(),
  client: z
    .object({
      name: text.optional(),
      version: text.optional(),
      store: text.optional(),
      storePath: text.optional(),
      storeId: text.optional(),
      server: text.optional(),
    })
    .optional(),
  /** Since when this agent keeps what it sees, if that is longer ago: its reports begin then. Of a replica that is new. */
  observedAt: Instant.optional(),
});
export type JoinRequest = z.output<typeof JoinRequest>;

export interface JoinResponse {
  readonly replica: string;
  readonly token: string;
}

/** `GET /api/v1/join-keys`: one join key without the key, which is shown once, when it is made (`POST`, `MadeJoinKey`). */
export interface JoinKeyView {
  readonly id: string;
  /** A person, `first start`, or `environment`. */
  readonly madeBy: string;
  /** ISO 8601 in UTC. */
  readonly madeAt: string;
}
export interface MadeJoinKey extends JoinKeyView {
  readonly key: string;
}

export const SignInRequest = z.object({ user: text.min(1), password: z.string().min(1).max(LIMITS.textLength) });
export type SignInRequest = z.output<typeof SignInRequest>;

/** RFC 9457, with `field` where one is to blame. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly field?: string;
}
