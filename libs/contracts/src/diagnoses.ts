import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { Instant, Path, text } from './report.ts';
import type { FolderPath } from './statistics.ts';
import type { FolderList, ReplicaView, TimelineEntry, WhyView } from './views.ts';

/**
 * Instants are ISO 8601 in UTC. Cursors are opaque; each names the entry of the replica's timeline with the same cursor, but for a policy's
 * in `why`: that is the version of the policy with the same cursor.
 */
type Iso = string;

/** `GET /api/v1/replicas/{id}/diagnoses`: probable causes, best first. */
export interface DiagnosisList {
  readonly items: readonly DiagnosisView[];
  /** Rules that failed while they looked; the others went on. */
  readonly notJudged: readonly { readonly id: string; readonly title: string; readonly reason: string }[];
  readonly at: Iso;
}

/** One probable cause, with what speaks for it and what to do. */
export interface DiagnosisView {
  /** Of the article (`K11`) or of the modern list (`uidvalidity-changed`). */
  readonly id: string;
  readonly title: string;
  readonly family: DiagnosisFamily;
  /** Where the rule comes from, as in `KB195875, Damaged Offline Folder`. */
  readonly source: string;
  /** One or two sentences, with the numbers of this replica. */
  readonly cause: string;
  /** The same cause in the other family's words. */
  readonly twin: string | null;
  readonly since: Iso;
  /** The folders it explains; none: the whole replica. */
  readonly folders: readonly FolderPath[];
  readonly evidence: readonly EvidenceView[];
  /** Where the steps could lose data: to be read before them. */
  readonly guard: GuardView | null;
  /** In the order to be done. What stands between backticks can be copied as it is. */
  readonly steps: readonly string[];
  readonly forWhom: FixedBy | null;
  readonly cost: string | null;
  readonly risk: string | null;
  /** What later reports must show before the fix counts as confirmed. */
  readonly confirmedWhen: string | null;
  /** How to tell it from the other diagnoses of this answer. */
  readonly tellApart: readonly { readonly id: string; readonly text: string }[];
  /** Its newest life; null: none yet, as a cause must stand for ten minutes, or nothing to try (then `confirmedWhen` is null too). */
  readonly fix: FixView | null;
}

export type DiagnosisFamily = 'article' | 'modern';

/** Who does the steps: the person at the device, who helps them, who runs the servers. */
export type FixedBy = 'user' | 'helpdesk' | 'administrator';

export interface EvidenceView {
  readonly text: string;
  readonly at: Iso | null;
  readonly cursor: string | null;
  readonly folder: FolderPath | null;
  readonly values: Readonly<Record<string, number | string | boolean | null>>;
}

export interface GuardView {
  readonly text: string;
  /** What is at stake, where it is known: items that exist only offline, in these folders. */
  readonly items: number | null;
  readonly folders: readonly FolderPath[];
}

/** `suggested → tried → confirmed | failed`; a confirmed one may relapse within seven days. `withdrawn`: it passed untried. */
export const FIX_STATUSES = ['suggested', 'tried', 'confirmed', 'failed', 'relapsed', 'withdrawn'] as const;
export type FixStatus = (typeof FIX_STATUSES)[number];

/** One life of one fix on one replica: `GET /api/v1/replicas/{id}/fixes` has all of them, newest first. */
export interface FixView {
  /** The diagnosis it mends. */
  readonly id: string;
  readonly title: string;
  readonly status: FixStatus;
  /** Null: a person tried it though nobody had suggested it. */
  readonly suggestedAt: Iso | null;
  readonly triedAt: Iso | null;
  /** A person, or `the facts` where the reports show it, such as a new store id. */
  readonly triedBy: string | null;
  readonly note: string | null;
  /** When it was confirmed, failed, relapsed or was withdrawn. */
  readonly turnedAt: Iso | null;
  readonly confirmedAt: Iso | null;
  /** Of the entry that says its status. */
  readonly cursor: string;
}
export interface FixList {
  readonly items: readonly FixView[];
}

/** `POST /api/v1/replicas/{id}/fixes/{fix}/tried`: a person did the steps. Whether they helped, later reports say. */
export const FixTriedRequest = z.object({ note: text.trim().max(1_000).optional() });
export type FixTriedRequest = z.output<typeof FixTriedRequest>;

/** `GET /api/v1/fixes`: the knowledge base of today, with how each fix fares here; `at`: by what had happened by then. */
export interface FixArticleList {
  readonly items: readonly FixArticleView[];
}
export interface FixArticleView {
  readonly id: string;
  readonly title: string;
  readonly family: DiagnosisFamily;
  readonly source: string;
  /** What is seen, in general. */
  readonly seen: string;
  readonly cause: string;
  readonly twin: string | null;
  readonly guard: string | null;
  /** For any client; what is for one of them alone names it. */
  readonly steps: readonly string[];
  /**
   * Instead of them for an Outlook (a store of type OST or PST, or a profile); of the family `article`, for Outlook 2007 and newer, and
   * `steps` are those of the article for older ones. Null: the same.
   */
  readonly exchangeSteps: readonly string[] | null;
  readonly forWhom: FixedBy | null;
  readonly cost: string | null;
  readonly risk: string | null;
  readonly confirmedWhen: string | null;
  readonly fares: FixFares;
  readonly byClient: readonly (FixFares & { readonly client: string | null; readonly version: string | null })[];
}

/** How a fix fares. Below ten tries that are decided a share would say nothing: `enough` is false, and pages say *too few to tell*. */
export interface FixFares {
  /** Suggested now, and not tried. */
  readonly open: number;
  /** Ever tried; of these confirmed, failed, relapsed after being confirmed, and still waiting for what reports say. */
  readonly tried: number;
  readonly confirmed: number;
  readonly failed: number;
  readonly relapsed: number;
  readonly waiting: number;
  readonly medianMsToConfirm: number | null;
  readonly enough: boolean;
}
export const ENOUGH_TRIES = 10;

/** `POST /api/v1/replicas/{id}/accepted-differences`: a person says that a folder may differ so, why, and until when. */
export const AcceptDifferenceRequest = z.object({
  path: Path,
  /** server − offline − declared as expected; not 0. Left out: what it differs by now. */
  items: z.int().min(-LIMITS.items).max(LIMITS.items).optional(),
  reason: text.trim().min(1, 'say why it may differ').max(1_000),
  until: Instant,
});
export type AcceptDifferenceRequest = z.output<typeof AcceptDifferenceRequest>;

/** `DELETE /api/v1/replicas/{id}/accepted-differences?path=["Projects"]` takes it back. */
export interface AcceptedDifference {
  readonly items: number;
  readonly reason: string;
  readonly by: string;
  readonly at: Iso;
  readonly until: Iso;
  readonly cursor: string;
}

/** What a person's word became: the entry of the timeline. */
export interface Noted {
  readonly cursor: string;
}

/**
 * `GET /api/v1/replicas/{id}/bundle`: all that is known of one replica as one file, to hand on to who looks further. Each part is as its own
 * question answers it; the events are the whole timeline, oldest first. Events hold what agents and people said, and no key, token or password.
 */
export interface EventBundle {
  readonly replica: ReplicaView;
  readonly folders: FolderList;
  readonly diagnoses: DiagnosisList;
  readonly fixes: FixList;
  readonly why: WhyView;
  readonly events: readonly TimelineEntry[];
}
