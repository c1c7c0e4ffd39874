import type { AcceptedDifference } from './diagnoses.ts';
import type { IncidentView } from './incidents.ts';
import type { Attempt, ClientFacts, Profile, Trouble } from './report.ts';
import type { ExpectedBecause, FolderPath, Silence, Status } from './statistics.ts';

/** Instants are ISO 8601 in UTC. Cursors are opaque. Durations are milliseconds. */
type Iso = string;

export type StatusCounts = Record<Status, number>;

/** `GET /api/v1/fleet`: counts replicas; every counter equals its list. */
export interface FleetView {
  readonly total: number;
  readonly statuses: StatusCounts;
  readonly silence: { readonly late: number; readonly missing: number; readonly neverReported: number };
  readonly incidents: readonly IncidentView[];
  /** Null: there is none. Of a past moment, to the minute; null as well where it is asked what was known then. */
  readonly lastReportAt: Iso | null;
  readonly cursor: string;
}

/** `GET /api/v1/fleet/history?from=&to=&points=`: how many replicas had each status at each moment, evenly spaced. */
export interface FleetHistoryView {
  readonly points: readonly ({ readonly at: Iso } & StatusCounts)[];
}

/**
 * `GET /api/v1/fleet/change?from=&at=`: what the fleet was at `from`, and for each status that no replica has now, when the last one that
 * had it turned; null: none did in the seven days before, or some replica has it.
 */
export interface FleetChangeView {
  readonly from: Iso;
  /** Null: nothing was known of any replica then, so nothing can be said to have changed. */
  readonly statuses: StatusCounts | null;
  readonly lastSeen: Readonly<Record<Status, Iso | null>>;
}

/** `GET /api/v1/fleet/figures`: how large the fleet is, as it is now. */
export interface FleetFigures {
  readonly mailboxes: number;
  readonly replicas: number;
  readonly folders: number;
  /** Of all replicas together of which it is known; null: of none. */
  readonly itemsBehind: number | null;
  /** Replicas of which it is not known, and which that sum leaves out. */
  readonly itemsBehindUnknown: number;
  /** When the newest incident that is over ended; null: there never was one. */
  readonly lastIncidentEndedAt: Iso | null;
  /** Which replica reported last; null: none did. */
  readonly lastReport: {
    readonly replica: string;
    readonly mailbox: string;
    readonly server: string | null;
    readonly at: Iso;
  } | null;
}

/** `GET /api/v1/fleet/expected`: what of the fleet is expected to be so, and until when; as it is now. */
export interface FleetExpectedView {
  /** Silent replicas whose silence is kept quiet by a maintenance window that is open. */
  readonly silentInMaintenance: number;
  /** When the last of those that catch up should be done, to the minute; null: it is known of none. */
  readonly lastEnd: Iso | null;
  /** Those that catch up of which nobody can tell when. */
  readonly endsUnknown: number;
}

/** `GET /api/v1/fleet/groups?by=server|site|client&name=`: worst share first; cells in order of address. With `name` that group alone. */
export interface FleetGroupsView {
  readonly groups: readonly {
    readonly name: string | null;
    readonly total: number;
    readonly statuses: StatusCounts;
    /** Each cell is `[replica, mailbox, status, since]`; left out above 10,000 replicas. */
    readonly cells: readonly (readonly [string, string, Status, Iso])[] | null;
  }[];
}

/** `GET /api/v1/fleet/ages`: replicas by the age of their oldest folder's last completed sync. */
export interface FleetAgesView {
  readonly policy: {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly staleAfterMs: number;
    readonly criticalAfterMs: number;
  };
  /** `upToMs` null: older than the last bound. */
  readonly buckets: readonly {
    readonly upToMs: number | null;
    readonly total: number;
    readonly stale: number;
    readonly silent: number;
  }[];
  /** No folder of these has a known last sync. */
  readonly unknown: number;
  /** Of a past moment of a large fleet: how many replicas are counted here, of how many. Null: all. */
  readonly sample: { readonly looked: number; readonly of: number } | null;
}

/** `GET /api/v1/feed?limit=`: what turned, newest first. */
export interface FeedView {
  readonly entries: readonly FeedEntry[];
}
export interface FeedEntry {
  readonly cursor: string;
  readonly at: Iso;
  readonly replica: string;
  readonly mailbox: string;
  readonly status: Status;
  readonly text: string;
}

/** One row of `GET /api/v1/replicas`. */
export interface ReplicaRow {
  readonly id: string;
  readonly mailbox: string;
  readonly device: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly client: { readonly name: string | null; readonly version: string | null };
  readonly server: string | null;
  readonly status: Status;
  readonly since: Iso;
  readonly silence: Silence | null;
  readonly folders: number;
  readonly foldersOut: number;
  /** Sum of the positive differences beyond what is expected; null when no folder's counts are known. */
  readonly itemsBehind: number | null;
  /** Items that exist offline only, summed over folders with more offline than on the server. */
  readonly itemsOnlyOffline: number;
  /** The oldest last completed sync of a judged folder. */
  readonly lastSynchronizedAt: Iso | null;
  readonly lastReportedAt: Iso | null;
  /** By which it is judged. */
  readonly policy: { readonly id: string; readonly version: number };
  /** Of the conditions that are so, of it and of its folders: each `rule`, and `rule:kind` where it has a kind. */
  readonly rules: readonly string[];
  /** Folders whose difference a person accepted, as long as that holds. */
  readonly acceptedFolders: number;
  /** The open incident that explains it. */
  readonly incident: { readonly id: string; readonly title: string } | null;
}

export interface ReplicaList {
  readonly items: readonly ReplicaRow[];
  readonly nextCursor: string | null;
  readonly total: number;
  /** How many each status has under the other filters; `total` is the sum of those asked for. */
  readonly statuses: StatusCounts;
}

/** `GET /api/v1/fleet/values`: what the list can be narrowed by, and how many replicas have it. Most first. */
export interface FleetValues {
  readonly servers: readonly ValueCount[];
  readonly clients: readonly { readonly name: string; readonly version: string | null; readonly replicas: number }[];
  readonly policies: readonly ValueCount[];
  /** As in `ReplicaRow.rules`. */
  readonly rules: readonly ValueCount[];
  /** `name:value`. A label that has too many values to choose from is left out. */
  readonly labels: readonly ValueCount[];
}
export interface ValueCount {
  readonly value: string;
  readonly replicas: number;
}

/** What the list can be sorted by. */
export const REPLICA_SORTS = [
  'status',
  'mailbox',
  'server',
  'lastSynchronizedAt',
  'lastReportedAt',
  'itemsBehind',
  'since',
  'device',
  'client',
  'foldersOut',
] as const;
export type ReplicaSort = (typeof REPLICA_SORTS)[number];

export interface ReplicaQuery {
  readonly status?: readonly Status[];
  readonly q?: string;
  readonly server?: string;
  /** Each `name:value`, as in `site:Lyon`; all of them. */
  readonly label?: readonly string[];
  /** Those affected by this incident now; `any`: by some open one, `none`: by none, `not-17`: by all others or none. */
  readonly incident?: string;
  /** As in `ReplicaRow.rules`; one of them. */
  readonly rule?: readonly string[];
  readonly silence?: Silence;
  readonly client?: string;
  readonly version?: string;
  readonly policy?: string;
  /** Whether a person accepted a difference of a folder. */
  readonly accepted?: boolean;
  /** At least so many items behind, or as many that exist only offline. */
  readonly difference?: number;
  /** Last synchronized at least so many seconds ago; what is not known is not of them. */
  readonly synchronizedAgo?: number;
  readonly reportedAgo?: number;
  /** A `-` before it: descending. */
  readonly sort?: ReplicaSort | `-${ReplicaSort}`;
  readonly limit?: number;
  readonly cursor?: string;
}

/** What narrows a list of replicas; the rest of a query orders it and cuts it into pages. */
export type ReplicaFilter = Exclude<keyof ReplicaQuery, 'sort' | 'limit' | 'cursor'>;

/** All of them, in the order in which they are told of. An object, so that the compiler misses one that is left out. */
export const REPLICA_FILTERS: readonly ReplicaFilter[] = Object.keys({
  status: true,
  silence: true,
  q: true,
  server: true,
  client: true,
  version: true,
  label: true,
  incident: true,
  rule: true,
  policy: true,
  accepted: true,
  difference: true,
  synchronizedAgo: true,
  reportedAgo: true,
} satisfies Record<ReplicaFilter, true>) as ReplicaFilter[];

export type Severity = 'warning' | 'critical';
export type ConditionRule = 'mismatch' | 'stale' | 'silent' | 'unknown' | 'trouble' | 'catching-up';

/** A judgement, true since a moment. */
export interface ConditionView {
  readonly rule: ConditionRule;
  readonly severity: Severity | null;
  readonly since: Iso;
  /** One sentence for a person. */
  readonly text: string;
  /** Mismatch: `not-synchronizing` or `although-synchronizing`; silent: its kind; trouble: its code. */
  readonly kind?: string;
  /** The policy it was judged by, and which version of it. */
  readonly policy: string;
  readonly policyVersion: number;
}

/** `GET /api/v1/replicas/{id}` */
export interface ReplicaView extends ReplicaRow {
  /** Why it has its status, in one or two sentences. */
  readonly why: string;
  readonly conditions: readonly ConditionView[];
  readonly troubles: readonly Trouble[];
  readonly facts: ClientFacts;
  readonly profile: Profile;
  readonly lastAttempt: Attempt | null;
  readonly intervalSeconds: number | null;
  /** How many numbers were left out among the reports of the newest spool. */
  readonly missedReports: number;
  readonly enrolledAt: Iso;
  readonly policy: { readonly id: string; readonly name: string; readonly version: number };
  /** The incident that explains it, while it is open. */
  readonly incident: { readonly id: string; readonly title: string } | null;
  /** While it catches up, of all its folders together. */
  readonly progress: Progress | null;
  readonly totals: { readonly serverItems: number | null; readonly offlineItems: number | null };
  /** Other replicas of the same mailbox. */
  readonly siblings: readonly ReplicaRow[];
  /** The moment this is true of. */
  readonly at: Iso;
  readonly cursor: string;
}

/** One folder of `GET /api/v1/replicas/{id}/folders`, in path order, INBOX first. */
export interface FolderRow {
  readonly path: FolderPath;
  readonly serverItems: number | null;
  readonly offlineItems: number | null;
  /** server − offline − expected − accepted; null while either count is unknown. */
  readonly difference: number | null;
  readonly expectedDifference: number;
  readonly expectedBecause: ExpectedBecause | null;
  readonly lastSynchronizedAt: Iso | null;
  readonly lastSynchronizedBasis: string | null;
  readonly inProgress: boolean;
  readonly localOnly: boolean;
  readonly troubles: readonly Trouble[];
  readonly status: Status;
  readonly since: Iso;
  readonly why: string;
  readonly conditions: readonly ConditionView[];
  /** While catching up: when it should be equal, with a range; null when the data cannot tell. */
  readonly eta: EtaView | null;
  /** While catching up. */
  readonly progress: Progress | null;
  /** What a person accepted, while it holds. */
  readonly accepted: AcceptedDifference | null;
}

export interface EtaView {
  readonly at: Iso;
  readonly earliest: Iso;
  readonly latest: Iso;
}

/** How far a backlog is worked off. */
export interface Progress {
  /** Items still behind, and the most there were since it began. */
  readonly backlog: number;
  readonly most: number;
  /** 0 to 1: worked off, of the most there were. */
  readonly done: number;
  /** Items an hour by which it shrinks of late; null when the data cannot tell. */
  readonly itemsPerHour: number | null;
  readonly since: Iso;
  readonly eta: EtaView | null;
}

export interface FolderList {
  readonly items: readonly FolderRow[];
  /** Not judged and last known only, because the agent is silent. */
  readonly lastKnown: boolean;
  readonly at: Iso;
  readonly cursor: string;
}

/** `GET /api/v1/replicas/{id}/history?from=&to=&path=["Projects","Été"]`; without `path`: every folder. */
export interface ReplicaHistoryView {
  readonly from: Iso;
  readonly to: Iso;
  readonly folders: readonly {
    readonly path: FolderPath;
    /** `[at ms, server, offline]`, a step each time one changed; null is unknown. */
    readonly points: readonly (readonly [number, number | null, number | null])[];
  }[];
  readonly attempts: readonly Attempt[];
  readonly statuses: readonly { readonly status: Status; readonly from: Iso; readonly to: Iso | null }[];
}

/** `GET /api/v1/replicas/{id}/timeline?before=&limit=`, newest first. */
export interface TimelineView {
  readonly items: readonly TimelineEntry[];
  readonly nextCursor: string | null;
}
export interface TimelineEntry {
  readonly cursor: string;
  readonly type: string;
  readonly epoch?: string;
  readonly seq?: number;
  readonly observedAt: Iso;
  readonly recordedAt: Iso;
  readonly summary: string;
  readonly data: unknown;
}

/** `GET /api/v1/session`: who is signed in. */
export interface SessionView {
  readonly user: string;
}

/** `GET /api/v1/enrolment` (people): what the first-run page shows. `joinKey` null: only its hash is known. */
export interface EnrolmentView {
  readonly joinKey: string | null;
}

/** `GET /api/v1/replicas/{id}/why`: one answer from the policy to the fix, each part with the events it rests on. */
export interface WhyView {
  readonly at: Iso;
  readonly status: Status;
  readonly since: Iso;
  readonly text: string;
  /** `cursor`: of the change that made this version, in the stream of policies; null: the product's own default. */
  readonly policy: {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly cursor: string | null;
    readonly text: string;
  };
  /** The conditions, most severe first; `evidence` names the entries that broke the rule. */
  readonly chain: readonly WhyLink[];
  /** Policy, statistics, diagnosis, fix: the same story as steps of one line each. */
  readonly story: readonly WhyStep[];
}
export interface WhyLink extends ConditionView {
  readonly folder: FolderPath | null;
  readonly evidence: readonly string[];
}
export interface WhyStep {
  readonly part: 'policy' | 'statistics' | 'condition' | 'diagnosis' | 'fix';
  readonly text: string;
  readonly at: Iso | null;
  /** Of the event that it rests on: an entry of the replica's timeline; of the policy, one of its versions. Null: no event made it. */
  readonly cursor: string | null;
  /** Where that one event can be read, as a path on this server; null with `cursor`. */
  readonly event: string | null;
  readonly folder: FolderPath | null;
  /** A policy's, a diagnosis's or a fix's. */
  readonly id: string | null;
}
