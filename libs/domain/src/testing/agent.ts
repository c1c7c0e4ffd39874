import type { FolderPath } from '@lockstep/contracts';
import type {
  Fact,
  Instant,
  LoggedFolder,
  LoggedFolderMore,
  LoggedTrouble,
  ReplicaEvent,
  Reported,
} from '../replica/replica.events.ts';
import { minutes } from './durations.ts';

/** Monday 23 November 2026, 08:00 UTC. */
export const MONDAY: Instant = 1_795_420_800_000;
export const INTERVAL_MS = minutes(5);

/** An agent on paper: it makes the facts that a real one's reports become. Its clock begins at 0, which is Monday morning. */
export interface Agent {
  readonly facts: ReplicaEvent[];
  epoch: string;
  seq: number;
  intervalMs: number;
}

export function newAgent(): Agent {
  const agent: Agent = { facts: [], epoch: 'epoch-1', seq: 0, intervalMs: INTERVAL_MS };
  note(agent, 'ReplicaEnrolled', 0, { mailbox: 'zoe@example.org', device: 'laptop' });
  return agent;
}

export function note<Type extends ReplicaEvent['type']>(
  agent: Agent,
  type: Type,
  at: number,
  data: Extract<ReplicaEvent, { type: Type }>['data'],
): void {
  const position = agent.facts.length + 1;
  const fact: Fact<Type, typeof data> = {
    type,
    data,
    position,
    observedAt: MONDAY + at,
    recordedAt: MONDAY + at + 20,
  };
  agent.facts.push(fact as ReplicaEvent);
}

/** One report; what is not said of it is a heartbeat. */
export function report(agent: Agent, at: number, said: Partial<Reported> = {}): void {
  agent.seq += 1;
  note(agent, 'ReplicaReported', at, {
    epoch: agent.epoch,
    seq: agent.seq,
    kind: 'delta',
    interval: agent.intervalMs / 1000,
    folders: [],
    ...said,
  });
}

export interface Statement extends Omit<LoggedFolderMore, 'troubles' | 'inProgress'> {
  readonly path?: FolderPath;
  readonly server: number | null;
  readonly offline: number | null;
  /** On the agent's clock. */
  readonly last?: number | null;
  readonly inProgress?: boolean;
  readonly troubles?: readonly string[];
}

export const FOLDER: FolderPath = ['Projects', 'Été'];
export const INBOX: FolderPath = ['INBOX'];

export function stated({
  path = FOLDER,
  server,
  offline,
  last = null,
  inProgress,
  troubles,
  ...rest
}: Statement): LoggedFolder {
  const held = troubles?.map((code): LoggedTrouble => [code]);
  const more: LoggedFolderMore = { ...rest, ...(inProgress && { inProgress }), ...(held && { troubles: held }) };
  return [path, server, offline, last === null ? null : MONDAY + last, more];
}
