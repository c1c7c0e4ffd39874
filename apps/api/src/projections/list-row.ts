import type { Silence, Status } from '@lockstep/contracts';
import { allConditions, type FolderFacts, type ReplicaFacts, type ReplicaJudgement } from '@lockstep/domain';
import type { FoldedReplica } from './replica-fold.ts';

type Instant = number;

/** A replica in lists and counters: light, and all that can be sorted by. */
export interface ListRow {
  readonly replica: string;
  readonly mailbox: string;
  readonly device: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly clientName: string | null;
  readonly clientVersion: string | null;
  readonly server: string | null;
  readonly status: Status;
  readonly since: Instant;
  readonly silence: Silence | null;
  readonly folders: number;
  readonly foldersOut: number;
  readonly itemsBehind: number | null;
  readonly itemsOnlyOffline: number;
  readonly lastSynchronizedAt: Instant | null;
  readonly lastReportedAt: Instant | null;
  /** When we learned of the newest report: later than it was observed while a backlog is delivered. */
  readonly heardAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly judgedAt: Instant;
  readonly position: number;
  /** By which it was judged. */
  readonly policy: string;
  readonly policyVersion: number;
  readonly rules: readonly string[];
  readonly acceptedFolders: number;
}

export function listRow(
  { replica, kept, state }: FoldedReplica,
  facts: ReplicaFacts,
  folders: readonly FolderFacts[],
  judgement: ReplicaJudgement,
): ListRow {
  return {
    replica,
    mailbox: facts.mailbox,
    device: facts.device,
    labels: facts.labels,
    clientName: facts.client.name ?? null,
    clientVersion: facts.client.version ?? null,
    server: facts.client.server ?? null,
    status: judgement.status,
    since: judgement.since,
    silence: judgement.silence,
    folders: facts.folders,
    foldersOut: judgement.foldersOut,
    itemsBehind: judgement.itemsBehind,
    itemsOnlyOffline: judgement.itemsOnlyOffline,
    lastSynchronizedAt: judgement.lastSynchronizedAt,
    lastReportedAt: judgement.lastReportedAt,
    heardAt: kept.heardAt,
    dueAt: kept.dueAt,
    judgedAt: kept.judgedAt,
    position: kept.position,
    policy: state.policy.id,
    policyVersion: state.policy.version,
    rules: rulesOf(judgement),
    acceptedFolders: acceptedOf(folders, kept.judgedAt),
  };
}

/** Each rule of a condition that is so, and `rule:kind` where it has a kind: what a list is narrowed by. In their order. */
export function rulesOf(judgement: ReplicaJudgement): string[] {
  const rules = new Set<string>();
  for (const { rule, kind } of allConditions(judgement)) {
    rules.add(rule);
    if (kind !== undefined) rules.add(`${rule}:${kind}`);
  }
  return [...rules].sort();
}

/** Folders with an accepted difference that holds at a moment. */
export function acceptedOf(folders: readonly FolderFacts[], at: Instant): number {
  return folders.filter(({ accepted }) => accepted !== null && accepted.until > at).length;
}
