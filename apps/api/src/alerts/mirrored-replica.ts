import type { ClientFacts, FolderPath, Profile } from '@lockstep/contracts';
import {
  CATALOGUE,
  conditionKey,
  isExchangeType,
  outlookAge,
  type AlertDiagnosis,
  type Condition,
  type ConditionsInput,
  type ReplicaEvent,
} from '@lockstep/domain';

/** What alerts need to know of a replica, from its events alone: who it is, what holds of it, and what is suggested for it. */
export interface MirroredReplica {
  readonly mailbox: string;
  readonly device: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly client: ClientFacts;
  /** Absent: none told. */
  readonly profile?: Profile;
  readonly open: readonly Condition[];
  /** By how much the folders of these differed when it was said; and how many folders it had. Absent: not known. */
  readonly differences?: readonly (readonly [path: FolderPath, difference: number | null])[];
  readonly folders?: number;
  /** Diagnoses whose fixes are suggested or tried, in the order in which they came. */
  readonly suggested: readonly string[];
  /** The diagnosis that leads them, where that is not the one that the catalogue has first. */
  readonly first?: string;
  /** The fix that was tried or confirmed last. */
  readonly fix: string | null;
  readonly retired: boolean;
}

export const UNKNOWN_REPLICA: MirroredReplica = {
  mailbox: '',
  device: '',
  labels: {},
  client: {},
  open: [],
  suggested: [],
  fix: null,
  retired: false,
};

/** Events that say nothing to alerts leave it as it is. */
export function evolveMirrored(before: MirroredReplica, { type, data }: ReplicaEvent): MirroredReplica {
  switch (type) {
    case 'ReplicaEnrolled':
    case 'ReplicaReenrolled':
      return {
        ...before,
        mailbox: data.mailbox,
        device: data.device,
        labels: data.labels ?? before.labels,
        client: data.client ?? before.client,
        retired: false,
      };
    case 'ReplicaRetired':
      return { ...before, open: [], suggested: [], retired: true };
    case 'ClientFactsReported':
      return {
        ...before,
        ...(data.client !== undefined && { client: data.client }),
        ...(data.profile !== undefined && { profile: data.profile }),
      };
    case 'ConditionRaised':
      return {
        ...before,
        open: [...without(before.open, data.condition), data.condition],
        ...differing(before, data.condition.folder, data.difference),
        ...(data.folders !== undefined && { folders: data.folders }),
      };
    case 'ConditionCleared': {
      const open = without(before.open, data.condition);
      return { ...before, open, ...(open.length === 0 && { differences: [] }) };
    }
    case 'FixSuggested': {
      const { first: _first, ...rest } = before;
      const suggested = [...lessOf(before.suggested, data.fix), data.fix];
      return { ...rest, suggested, ...(data.first !== undefined && { first: data.first }) };
    }
    case 'FixRelapsed':
      return { ...before, suggested: [...lessOf(before.suggested, data.fix), data.fix] };
    case 'FixTried':
      return { ...before, fix: data.fix };
    case 'FixConfirmed':
      return { ...before, fix: data.fix, suggested: lessOf(before.suggested, data.fix) };
    case 'FixFailed':
    case 'FixWithdrawn':
      return { ...before, suggested: lessOf(before.suggested, data.fix) };
    default:
      return before;
  }
}

export function conditionsInput(id: string, replica: MirroredReplica, at: number): ConditionsInput {
  const { mailbox, device, labels, client, profile = {}, open, fix, folders, differences = [] } = replica;
  const diagnosis = firstDiagnosis(replica);
  return {
    kind: 'conditions',
    at,
    replica: { id, mailbox, device, server: client.server ?? null, labels, client: client.name ?? null },
    open: open.filter(isNews),
    ...(folders !== undefined && { folders: { total: folders, differences } }),
    diagnosis: diagnosis && isExchangeType(client, profile) ? { ...diagnosis, ...ofOutlook(client) } : diagnosis,
    fix,
  };
}

const ofOutlook = (client: ClientFacts) => ({
  exchangeType: true,
  ...(outlookAge(client) === 'newer' && { newerOutlook: true }),
});

/** Every replica begins with an agent that has not reported yet: only when that lasts is there something to be pending about. */
export const isNews = ({ rule, kind, severity }: Condition): boolean =>
  rule !== 'silent' || kind !== 'never-reported' || severity !== null;

const RANKS: ReadonlyMap<string, number> = new Map(CATALOGUE.map(({ id }, rank) => [id, rank]));

/** Of those suggested, the one that led when the newest of them was; else the one that the catalogue has first. */
function firstDiagnosis({ suggested, first }: MirroredReplica): AlertDiagnosis | null {
  const leader = CATALOGUE.find(({ id }) => id === first);
  if (leader && suggested.length > 0 && (leader.fix === null || suggested.includes(leader.id)))
    return { id: leader.id, title: leader.title };
  const ranks = suggested.flatMap((id) => RANKS.get(id) ?? []);
  if (ranks.length === 0) return null;
  const { id, title } = CATALOGUE[Math.min(...ranks)]!;
  return { id, title };
}

function differing(
  { differences = [] }: MirroredReplica,
  path: FolderPath | null,
  difference: number | null | undefined,
): Pick<MirroredReplica, 'differences'> | undefined {
  if (path === null || difference === undefined) return undefined;
  const name = path.join('\u0000');
  return { differences: [...differences.filter(([of]) => of.join('\u0000') !== name), [path, difference]] };
}

function without(open: readonly Condition[], condition: Condition): Condition[] {
  const key = conditionKey(condition);
  return open.filter((one) => conditionKey(one) !== key);
}

const lessOf = (ids: readonly string[], id: string): string[] => ids.filter((one) => one !== id);
