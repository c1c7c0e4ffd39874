import type { ClientFacts, Profile, Status } from '@lockstep/contracts';
import type { Differs, Evidence, FolderEvidence } from '../diagnosis/evidence.ts';
import type { HeldTrouble, ReplicaFacts } from '../replica/facts.ts';
import type { ReplicaJudgement } from '../replica/judgement.ts';
import type { Instant } from '../replica/replica.events.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { isExchangeType } from '../diagnosis/exchange-type.ts';
import { worse } from '../replica/status.ts';
import { MONDAY } from './agent.ts';
import { days, hours, minutes } from './durations.ts';

/** Monday 23 November 2026, 12:00 UTC: the moment of which evidence on paper speaks. */
export const NOW: Instant = MONDAY + hours(4);

const MBSYNC: ClientFacts = {
  name: 'mbsync',
  version: '1.4.4',
  store: 'maildir',
  storePath: '/home/zoe/Mail',
  storeId: 'maildir-1',
  server: 'imap.example.org',
};
const OUTLOOK: ClientFacts = {
  name: 'Outlook',
  version: '9.0.2711',
  store: 'ost',
  storePath: 'C:\\Outlook\\zoe.ost',
  storeId: 'ost-1',
  server: 'exchange.example.org',
};
const PROFILE: Profile = {
  exchangeService: true,
  deliverTo: 'mailbox',
  offlineAccess: true,
  syncOnExit: true,
  loggedOn: true,
};

/** Troubles as codes, held for an hour; as an object where more is meant. */
type Troubles = readonly (string | HeldTrouble)[];

export interface EvidenceOnPaper extends Omit<Partial<Evidence>, 'replica' | 'judgement' | 'changes'> {
  readonly changes?: Partial<Evidence['changes']>;
  /** An Outlook with an OST file and a healthy profile, rather than mbsync with a Maildir. */
  readonly exchange?: boolean;
  /** Laid over the client and the profile that it has otherwise. */
  readonly client?: ClientFacts;
  readonly profile?: Profile;
  /** Of the whole replica. */
  readonly troubles?: Troubles;
  readonly replica?: Partial<ReplicaFacts>;
  /** Laid over what follows from the folders: the worst status, the sums. */
  readonly judgement?: Partial<ReplicaJudgement>;
}

/** A replica in step, with a recent sync; a test says only what matters to it. */
export function anEvidence(paper: EvidenceOnPaper = {}): Evidence {
  const {
    exchange = false,
    client,
    profile,
    troubles = [],
    replica,
    judgement,
    changes,
    folders = [aFolder({ path: ['INBOX'] }), aFolder()],
    now = NOW,
    ...rest
  } = paper;
  const facts = replicaOnPaper({
    client: { ...(exchange ? OUTLOOK : MBSYNC), ...client },
    profile: { ...(exchange && PROFILE), ...profile },
    troubles: troubles.map(held),
    folders: folders.length,
    ...replica,
  });
  return {
    now,
    replica: facts,
    judgement: { ...judgedByFolders(folders), ...judgement },
    policy: DEFAULT_POLICY,
    folders,
    exchangeType: isExchangeType(facts.client, facts.profile),
    attempts: [],
    lastSyncAt: newestSync(folders),
    changes: { storeId: null, storePath: null, server: null, clientVersion: null, ...changes },
    exits: [],
    newestSilence: null,
    tries: [],
    incident: null,
    ...rest,
  };
}

export interface FolderOnPaper extends Omit<Partial<FolderEvidence>, 'troubles' | 'differs'> {
  readonly server?: number | null;
  readonly offline?: number | null;
  readonly troubles?: Troubles;
  /** Laid over a difference that came two hours ago by growth on the server and has stood still since. */
  readonly differs?: Partial<Differs> | null;
}

/** A folder of 1,000 items, synchronized five minutes ago. Where the counts differ it is mismatched, unless `status` says otherwise. */
export function aFolder(paper: FolderOnPaper = {}): FolderEvidence {
  const { server = 1_000, offline = server, troubles = [], differs, ...rest } = paper;
  const difference = server === null || offline === null ? null : server - offline - (rest.expected ?? 0);
  const lastSynchronizedAt = rest.lastSynchronizedAt === undefined ? NOW - minutes(5) : rest.lastSynchronizedAt;
  const status: Status = difference === null ? 'unknown' : difference === 0 ? 'in-step' : 'mismatched';
  return {
    path: ['Projects', 'Été'],
    serverItems: server,
    offlineItems: offline,
    basis: null,
    inProgress: false,
    expected: 0,
    because: null,
    localOnly: false,
    troubles: troubles.map(held),
    accepted: null,
    statedAt: NOW - minutes(5),
    position: 100,
    backlog: null,
    status,
    since: NOW - hours(1),
    difference,
    conditions: [],
    onMsSinceSync: lastSynchronizedAt === null ? null : NOW - lastSynchronizedAt,
    first: { at: NOW - days(7), position: 2, serverItems: 900, offlineItems: 900 },
    serverMoved: null,
    offlineMoved: null,
    differs:
      differs === null || !difference || server === null || offline === null
        ? null
        : { ...differsOnPaper(server, offline), ...differs },
    ...rest,
    lastSynchronizedAt,
  };
}

function differsOnPaper(server: number, offline: number): Differs {
  const items = Math.abs(server - offline);
  return {
    since: NOW - hours(2),
    position: 90,
    before: { serverItems: offline, offlineItems: offline },
    began: { serverItems: server, offlineItems: offline },
    steadySince: NOW - hours(2),
    least: items,
    most: items,
    syncs: 0,
    leap: 0,
    serverUp: 0,
    serverDown: 0,
    offlineUp: 0,
    offlineDown: 0,
  };
}

const held = (trouble: string | HeldTrouble): HeldTrouble =>
  typeof trouble === 'string' ? { code: trouble, since: NOW - hours(1), position: 80 } : trouble;

function replicaOnPaper(said: Partial<ReplicaFacts>): ReplicaFacts {
  return {
    mailbox: 'zoe@example.org',
    device: 'laptop',
    labels: {},
    client: {},
    profile: {},
    troubles: [],
    lastAttempt: null,
    intervalSeconds: 300,
    enrolledAt: NOW - days(30),
    lastReportedAt: NOW - minutes(1),
    retiredAt: null,
    tokenRevokedAt: null,
    epoch: 'epoch-1',
    seq: 100,
    missedReports: 0,
    clockDoubt: null,
    folders: 0,
    totals: { serverItems: null, offlineItems: null },
    ...said,
  };
}

function judgedByFolders(folders: readonly FolderEvidence[]): ReplicaJudgement {
  const judged = folders.filter(({ localOnly }) => !localOnly);
  const differences = judged.map(({ difference }) => difference).filter((difference) => difference !== null);
  const dates = judged.map(({ lastSynchronizedAt }) => lastSynchronizedAt).filter((date) => date !== null);
  const sum = (items: readonly number[]) => items.reduce((one, other) => one + other, 0);
  return {
    status: folders.reduce<Status>((worst, { status }) => worse(worst, status), 'in-step'),
    since: NOW - hours(1),
    silence: null,
    conditions: [],
    folders: folders.map(({ path, status, since, difference, localOnly, conditions }) => ({
      path,
      status,
      since,
      difference,
      localOnly,
      conditions,
    })),
    foldersOut: judged.filter(({ status }) => status !== 'in-step').length,
    itemsBehind: differences.length === 0 ? null : sum(differences.filter((items) => items > 0)),
    itemsOnlyOffline: -sum(differences.filter((items) => items < 0)),
    lastSynchronizedAt: dates.length === 0 ? null : Math.min(...dates),
    lastReportedAt: NOW - minutes(1),
    nextDeadline: null,
  };
}

function newestSync(folders: readonly FolderEvidence[]): Instant | null {
  const dates = folders.map(({ lastSynchronizedAt }) => lastSynchronizedAt).filter((date) => date !== null);
  return dates.length === 0 ? null : Math.max(...dates);
}
