import type { Severity } from './views.ts';

type Iso = string;

/** By what the replicas of an incident belong together. */
export type IncidentScope = 'server' | 'site' | 'client';

/** Conditions of many replicas explained by one cause. Those that are open stand in `GET /api/v1/fleet`. */
export interface IncidentView {
  readonly id: string;
  /** The diagnosis that explains it: `server-suspected`, `site-suspected`, `client-suspected`. */
  readonly cause: string;
  /** The server, where the cause is one; else null. */
  readonly server: string | null;
  readonly since: Iso;
  /** Affected now. */
  readonly replicas: number;
  /** Of all replicas of the group, 0 to 1. */
  readonly share: number;

  readonly scope: IncidentScope;
  /** The server, the site, or the client and its version. */
  readonly name: string;
  /** One line, such as `imap-03.example.org cannot be reached`. */
  readonly title: string;
  /** What they have in common: a trouble code or a rule, such as `server-unreachable` or `stale`. */
  readonly symptom: string;
  readonly severity: Severity;
  /** Different mailboxes among the replicas. */
  readonly users: number;
  /** All replicas of the group, and the most that were affected at once. */
  readonly total: number;
  readonly most: number;
  readonly closedAt: Iso | null;
  readonly firstFix: { readonly title: string; readonly steps: readonly string[] } | null;
  /** `[at ms, replicas]`: how it grew and shrank, at most 120 points. */
  readonly growth: readonly (readonly [number, number])[];
  /** The alert that tells of it, by its number; null: there is none yet. */
  readonly alert: string | null;
}

/** `GET /api/v1/incidents?open=true|false`: newest first. `GET /api/v1/incidents/{id}` one of them, with its replicas. */
export interface IncidentList {
  readonly items: readonly IncidentView[];
}
export interface IncidentDetail extends IncidentView {
  /** Those affected now first; at most 1,000. */
  readonly members: readonly {
    readonly replica: string;
    readonly mailbox: string;
    readonly device: string;
    readonly since: Iso;
    readonly joinedAt: Iso;
    /** Recovered; null: still affected. */
    readonly leftAt: Iso | null;
  }[];
  /** Earlier ones of the same group and symptom that are over, newest first; at most 5. */
  readonly before: readonly IncidentBefore[];
}
/** `said`: the last comment of a person on its alert, which is where people write what helped. */
export interface IncidentBefore {
  readonly id: string;
  readonly title: string;
  readonly since: Iso;
  readonly closedAt: Iso;
  readonly most: number;
  readonly total: number;
  readonly alert: string | null;
  readonly said: { readonly by: string; readonly at: Iso; readonly text: string } | null;
}
