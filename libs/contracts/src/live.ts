import { z } from 'zod';
import type { AlertCounts, AlertView } from './alerts.ts';
import type { FeedEntry, FleetView, FolderRow, ReplicaRow, ReplicaView } from './views.ts';
import type { ReportResult } from './report.ts';

/** Socket `/agents`, server to agent, on connection: the newest report it holds. */
export interface Resume {
  readonly epoch: string | null;
  readonly seq: number;
}

/** The acknowledgement of `report`: after the commit, and not before. */
export type ReportAck =
  | { readonly ok: true; readonly results: readonly ReportResult[] }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly retry: boolean;
      readonly retryAfterMs?: number;
      /** Of a report that came alone and was rejected. */
      readonly results?: readonly ReportResult[];
    };

/** Socket `/live`, browser to server. `since` is the last cursor seen: what was missed comes first. */
export const Subscribe = z.object({
  view: z.enum(['fleet', 'replicas', 'replica', 'alerts']),
  id: z.string().max(200).optional(),
  query: z.record(z.string(), z.unknown()).optional(),
  since: z.string().max(200).nullish(),
});
export type Subscribe = z.output<typeof Subscribe>;

/** `retry`: it could not be answered just now; the same question again in a moment may be. */
export type SubscribeAck = { readonly cursor: string } | { readonly error: string; readonly retry?: true };

/** Server to browser. `rows` are whole rows as they now are; `reset` asks to read again, for the gap was too long to replay. */
export type Changed =
  | {
      readonly view: 'fleet';
      readonly cursor: string;
      readonly rows: readonly FleetView[];
      readonly feed?: readonly FeedEntry[];
      readonly reset?: boolean;
    }
  | {
      readonly view: 'replicas';
      readonly cursor: string;
      readonly rows: readonly ReplicaRow[];
      readonly reset?: boolean;
    }
  | {
      readonly view: 'replica';
      readonly id: string;
      readonly cursor: string;
      /** The replica, and of its folders those that changed. */
      readonly rows: readonly {
        readonly replica: ReplicaView;
        readonly folders: readonly FolderRow[];
        readonly removed: readonly (readonly string[])[];
      }[];
      readonly reset?: boolean;
    }
  /** The counts are of all alerts, as in the list, but for whose they are. */
  | {
      readonly view: 'alerts';
      readonly cursor: string;
      readonly rows: readonly AlertView[];
      readonly counts?: Omit<AlertCounts, 'mine'>;
      readonly reset?: boolean;
    };
