import type {
  AcceptedDifference,
  ConditionView,
  FolderRow,
  Progress,
  ReplicaRow,
  ReplicaView,
  Trouble,
} from '@lockstep/contracts';
import {
  catchUp,
  explainCondition,
  explainFolder,
  explainReplica,
  folderFacts,
  replicaFacts,
  type CatchUp,
  type Condition,
  type FolderFacts,
  type FolderJudgement,
  type HeldTrouble,
  type IncidentFacts,
  type ReplicaJudgement,
  type ReplicaState,
} from '@lockstep/domain';
import { acceptedOf, rulesOf } from '../projections/list-row.ts';
import { iso, isoOrNull } from './instants.ts';

/** A replica at one moment, with what was judged of it then. */
export interface Picture {
  readonly replica: string;
  readonly state: ReplicaState;
  readonly judgement: ReplicaJudgement;
  readonly at: number;
  /** Of the newest fact in it. */
  readonly position: number;
}

export function toReplicaView(
  { replica, state, judgement, at, position }: Picture,
  siblings: readonly ReplicaRow[],
  incident: IncidentFacts | null,
): ReplicaView {
  const facts = replicaFacts(state);
  const { id, name, version } = state.policy;
  return {
    ...toRow({ replica, state, judgement, at }, incident),
    why: explainReplica(facts, folderFacts(state), judgement),
    conditions: judgement.conditions.map((condition) => toConditionView(condition, null)),
    troubles: facts.troubles.map(toTrouble),
    facts: facts.client,
    profile: facts.profile,
    lastAttempt: facts.lastAttempt,
    intervalSeconds: facts.intervalSeconds,
    missedReports: facts.missedReports,
    enrolledAt: iso(facts.enrolledAt ?? at),
    policy: { id, name, version },
    progress: toProgress(catchUp(state, judgement, at).replica),
    totals: facts.totals,
    siblings,
    at: iso(at),
    cursor: String(position),
  };
}

/** The replica's row in the list, from its facts. */
export function toRow(
  { replica, state, judgement, at }: Omit<Picture, 'position'>,
  incident: Pick<IncidentFacts, 'id' | 'title'> | null,
): ReplicaRow {
  const { mailbox, device, labels, client, folders } = replicaFacts(state);
  return {
    id: replica,
    mailbox,
    device,
    labels,
    client: { name: client.name ?? null, version: client.version ?? null },
    server: client.server ?? null,
    status: judgement.status,
    since: iso(judgement.since),
    silence: judgement.silence,
    folders,
    foldersOut: judgement.foldersOut,
    itemsBehind: judgement.itemsBehind,
    itemsOnlyOffline: judgement.itemsOnlyOffline,
    lastSynchronizedAt: isoOrNull(judgement.lastSynchronizedAt),
    lastReportedAt: isoOrNull(judgement.lastReportedAt),
    policy: { id: state.policy.id, version: state.policy.version },
    rules: rulesOf(judgement),
    acceptedFolders: acceptedOf(folderFacts(state), at),
    incident: incident && { id: incident.id, title: incident.title },
  };
}

/** In path order, INBOX first: the order of facts and judgements, which is the same. */
export function toFolderRows({ state, judgement, at }: Picture): FolderRow[] {
  const facts = folderFacts(state);
  const progress = catchUp(state, judgement, at).folders;
  return judgement.folders.map((folder, index) => toFolderRow(facts[index]!, folder, progress[index]!, at));
}

function toFolderRow(facts: FolderFacts, judgement: FolderJudgement, catchUp: CatchUp | null, at: number): FolderRow {
  const progress = toProgress(catchUp);
  return {
    path: facts.path,
    serverItems: facts.serverItems,
    offlineItems: facts.offlineItems,
    difference: judgement.difference,
    expectedDifference: facts.expected,
    expectedBecause: facts.because,
    lastSynchronizedAt: isoOrNull(facts.lastSynchronizedAt),
    lastSynchronizedBasis: facts.basis,
    inProgress: facts.inProgress,
    localOnly: facts.localOnly,
    troubles: facts.troubles.map(toTrouble),
    status: judgement.status,
    since: iso(judgement.since),
    why: explainFolder(facts, judgement),
    conditions: judgement.conditions.map((condition) => toConditionView(condition, facts)),
    eta: progress?.eta ?? null,
    progress,
    accepted: toAccepted(facts, at),
  };
}

function toProgress(catchUp: CatchUp | null): Progress | null {
  if (catchUp === null) return null;
  const { since, eta, ...numbers } = catchUp;
  return {
    ...numbers,
    since: iso(since),
    eta: eta && { at: iso(eta.at), earliest: iso(eta.earliest), latest: iso(eta.latest) },
  };
}

/** Only while it holds. */
function toAccepted({ accepted }: FolderFacts, at: number): AcceptedDifference | null {
  if (accepted === null || accepted.until <= at) return null;
  const { items, reason, by, at: since, until, position } = accepted;
  return { items, reason, by, at: iso(since), until: iso(until), cursor: String(position) };
}

/** `folder`: null for a condition of the whole replica. */
export function toConditionView(condition: Condition, folder: FolderFacts | null): ConditionView {
  const { rule, severity, since, kind, policy = 'default', policyVersion } = condition;
  return {
    rule,
    severity,
    since: iso(since),
    text: explainCondition(condition, folder),
    ...(kind !== undefined && { kind }),
    policy,
    policyVersion,
  };
}

function toTrouble({ code, detail }: HeldTrouble): Trouble {
  return { code, ...(detail !== undefined && { detail }) };
}
