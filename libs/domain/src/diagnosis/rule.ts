import type { DiagnosisFamily, FixedBy, FolderPath } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';
import type { Evidence, Tried } from './evidence.ts';

/**
 * One probable cause: when it fits, what speaks for it, and what to do. One file each; the catalogue names them in the order in
 * which they are to be tried.
 */
export interface DiagnosisRule {
  /** Of DOMAIN's tables: `K11`, `uidvalidity-changed`. */
  readonly id: string;
  readonly title: string;
  readonly family: DiagnosisFamily;
  /** The section of the article, or the documentation, that it rests on. */
  readonly source: string;
  /** For the knowledge base: what is seen, and what is probably behind it, in general. */
  readonly seen: string;
  readonly cause: string;
  /** The id of the same cause in the other family. Where both fit an Exchange-type replica, the K row leads alone and names it. */
  readonly twin?: string;
  /** What tells it apart from others that may fit as well, by their id. */
  readonly tellApart?: Readonly<Record<string, string>>;
  /** For a cause that may stand beside any other: what tells it apart where neither of the two has a sentence for just that pair. */
  readonly tellApartFromAll?: string;
  /** Asked after all others, with what they found: it is for what they leave unexplained. */
  readonly lastResort?: boolean;
  /** Null: it does not fit. It may throw: then it is shown as not judged, and the others go on. */
  matches(evidence: Evidence, others?: readonly Match[]): Match | null;
  /**
   * Asked only when it fits: the id of the rule, or of each, that it goes before on this replica, if that one fits as well and the catalogue has it
   * first (K10 before K8 while automatic synchronization is off). Null, or left out: the order of the catalogue.
   */
  before?(evidence: Evidence): string | readonly string[] | null;
  /** Null: nothing is to be done. */
  readonly fix: Fix | null;
}

export interface Match {
  /** One or two sentences with the numbers of this replica. */
  readonly cause: string;
  readonly since: Instant;
  /** The folders it explains; none: the whole replica. */
  readonly folders: readonly FolderPath[];
  readonly points: readonly EvidencePoint[];
}

/** Something that speaks for a diagnosis: in words, and where it stands in the log. */
export interface EvidencePoint {
  readonly text: string;
  readonly at?: Instant;
  /** Log position of the fact. */
  readonly position?: number;
  readonly folder?: FolderPath;
  readonly values?: Readonly<Record<string, number | string | boolean | null>>;
}

export interface Fix {
  /** For any client, and what is for one of them alone names it. In our own words, in order, one action each. `{server}`, `{mailbox}`, `{device}`, `{store}`, `{folder}` are filled in; between
   * backticks stands what can be copied. */
  readonly steps: readonly string[];
  /** Instead of them for a replica of the Exchange type, where Outlook needs others. Left out: the same. */
  readonly exchangeSteps?: readonly string[];
  /** Instead of both for Outlook 2007 and newer, where the article's menus are gone. Left out: those for an Outlook, without what is said of older ones. */
  readonly newerSteps?: readonly string[];
  readonly forWhom: FixedBy;
  readonly cost: string;
  readonly risk: string;
  /** Where the steps could lose data: what to do first. For the knowledge base `guardText`, for one replica `guard`. */
  readonly guardText?: string;
  guard?(evidence: Evidence, match: Match): Guard | null;
  /** What later reports must show, in words, and the same as a question to the evidence. */
  readonly confirmedWhen: string;
  confirmed(evidence: Evidence, tried: Tried): boolean;
  /** How long its cause must have fitted before it is suggested; 10 min when left out. What may pass by itself gets longer: the
   * diagnosis is shown at once, and nobody is asked to act on it yet. */
  readonly suggestAfterMs?: number;
  /** If it is still not confirmed and the rule still fits so long after it was tried, it failed. 24 h when left out. */
  readonly failsAfterMs?: number;
  /** The facts themselves show that it was tried since then, though nobody said so (K11 by a new store id). */
  triedByFacts?(evidence: Evidence, since: Instant): { readonly at: Instant; readonly position: number } | null;
}

export interface Guard {
  readonly text: string;
  readonly items: number | null;
  readonly folders: readonly FolderPath[];
}

/** A rule that fits, ready to be shown. */
export interface Diagnosis {
  readonly rule: DiagnosisRule;
  readonly match: Match;
  readonly guard: Guard | null;
  /** With the names of this replica filled in. */
  readonly steps: readonly string[];
  readonly tellApart: readonly { readonly id: string; readonly text: string }[];
}

export interface Diagnoses {
  /** Best first: cheapest and safest among those that fit. */
  readonly items: readonly Diagnosis[];
  readonly notJudged: readonly { readonly id: string; readonly title: string; readonly reason: string }[];
}
