import type { ClientFacts, ExpectedBecause, Profile, ReportInput } from '@lockstep/contracts';
import type { IncidentFacts } from '@lockstep/domain';
import { type Seeded, seeded } from '../seeded.ts';
import { MONDAY, minutes } from '../time.ts';

/** How a story is told: as it is, through a noisy line, or beside something odd that is innocent. */
export const FLAVOURS = ['plain', 'noisy', 'odd'] as const;
export type Flavour = (typeof FLAVOURS)[number];

/** One folder as it really is, and how much of that the agent can see. */
export interface Folder {
  path: string[];
  server: number;
  offline: number;
  /** True time of its last completed sync. */
  last: number | null;
  /** Mail that comes on an average day, and the share of it that is deleted again on the server. */
  mailPerDay: number;
  deleted: number;
  /** How many items of the server a sync leaves out, rightly or not. */
  lack: number;
  /** What a sync does to it. */
  sync: (folder: Folder, at: number) => void;
  serverSeen: boolean;
  offlineSeen: boolean;
  dateSeen: boolean;
  /** `code` or `code: detail`. */
  troubles: string[];
  expected: number;
  because: ExpectedBecause | null;
}

export type Outcome = 'succeeded' | 'partial' | 'failed';

/** What becomes of one run: it does its work on the world, and says how it ended. */
export type Run = (world: World, at: number) => { outcome: Outcome; error?: string; folders?: string[][] };

/** One replica and everything around it. A story changes it and lets time run; the agent's reports are what comes out. */
export interface World {
  readonly flavour: Flavour;
  readonly random: Seeded;
  readonly beganAt: number;
  now: number;
  folders: Folder[];
  client: ClientFacts;
  profile: Profile | null;
  /** Of the whole replica. */
  troubles: string[];
  /** Whether the device is on, and its client and agent with it. */
  on: (at: number) => boolean;
  /** Multiplies all mail. */
  bustle: number;
  sync: {
    everyMs: number;
    takesMs: number;
    trigger: 'manual' | 'schedule' | 'exit' | 'start' | 'unknown';
    /** Null: nobody runs it. */
    run: Run | null;
    /** Whether the agent can see the attempts; the dates it sees in any case. */
    seen: boolean;
  };
  running: { startedAt: number; endsAt: number } | null;
  nextSyncAt: number;
  agent: {
    intervalMs: number;
    jitterMs: number;
    epoch: string;
    seq: number;
    clockAheadMs: number;
    /** Share of reports whose number is used up and which never come; what they said, the next one says. */
    loses: number;
    /** How long a report is under way. */
    delayMs: () => number;
    /** Until then nothing gets through, and reports wait in the spool. */
    cutOffUntil: number;
    nextReportAt: number;
    nextFullAt: number;
    told: Map<string, string>;
    toldFacts: string;
    attempts: NonNullable<ReportInput['attempts']>;
  };
  /** What is yet to happen, in the order of time. */
  acts: { at: number; act: (world: World) => void }[];
  /** What reaches the server, and when. */
  deliveries: Delivery[];
  /** When the trouble of the story begins; null: it has none. */
  troubleAt: number | null;
  /** When its last cause begins, where others came before (K12 after K11); null: with the trouble. */
  causeAt: number | null;
  /** From when all must be quiet again; null: the trouble lasts to the end. */
  overAt: number | null;
  /** Disturbances that pass by themselves: while one holds, to name it is true, and no false alarm. */
  passing: { from: number; to: number; id: string }[];
  incident: { from: number; facts: IncidentFacts } | null;
}

export type Delivery =
  | { readonly at: number; readonly report: ReportInput }
  /** A person's word on a fix. */
  | { readonly at: number; readonly tried: string; readonly by: string };

export function newWorld(name: string, flavour: Flavour, beganAt = MONDAY): World {
  const random = seeded(name);
  return {
    flavour,
    random,
    beganAt,
    now: beganAt,
    folders: [],
    client: {},
    profile: null,
    troubles: [],
    on: () => true,
    bustle: 1,
    sync: { everyMs: minutes(10), takesMs: minutes(1), trigger: 'schedule', run: completes, seen: true },
    running: null,
    nextSyncAt: beganAt + minutes(1),
    agent: {
      intervalMs: minutes(random.pick([5, 10, 10, 15, 15])),
      jitterMs: 2_000,
      epoch: uuid(random),
      seq: 0,
      clockAheadMs: 0,
      loses: 0,
      delayMs: () => 250,
      cutOffUntil: 0,
      nextReportAt: beganAt + minutes(4),
      nextFullAt: 0,
      told: new Map(),
      toldFacts: '',
      attempts: [],
    },
    acts: [],
    deliveries: [],
    troubleAt: null,
    causeAt: null,
    overAt: null,
    passing: [],
    incident: null,
  };
}

/** Every folder is synchronized, each in its way. */
export const completes: Run = ({ folders }, at) => {
  for (const folder of folders) folder.sync(folder, at);
  return { outcome: 'succeeded' };
};

/** Nothing is synchronized. */
export const fails =
  (error: string): Run =>
  () => ({ outcome: 'failed', error });

/** Every folder is synchronized in its way, and the run does not end well. */
export const partly =
  (error: string): Run =>
  (world, at) => ({ ...completes(world, at), outcome: 'partial', error });

export function uuid(random: Seeded): string {
  const hex = (digits: number) => Array.from({ length: digits }, () => random.below(16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}
