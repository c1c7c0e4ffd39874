import type { Attempt, ClientFacts, ExpectedBecause, Profile, Trouble } from '@lockstep/contracts';
import type { Client } from '../fleet/clients.ts';
import type { Delivery } from '../fleet/mail.ts';
import type { Random } from '../random.ts';
import type { Instant, Recurring } from '../time.ts';

/** How things stand with one replica at one moment. */
export interface Moment {
  /** Its agent runs and reports. */
  readonly reports: boolean;
  /** When the last synchronization that completed did so: the offline store holds what the server held then … */
  readonly synchronizedAt: Instant;
  /** … and of what changed since, this share, 0 … 1, is fetched by the synchronization under way; null: none is. */
  readonly fetched: number | null;
  /** Why the server cannot be counted. */
  readonly serverTrouble: Trouble | null;
  /** Why the offline store cannot be counted. */
  readonly offlineTrouble: Trouble | null;
  /** What else is wrong with the replica as a whole, while both sides can be counted. */
  readonly troubles?: readonly Trouble[];
}

/** A pure function of time: ask it of any moment, in any order. */
export type Course = (at: Instant) => Moment;

/** Items that are gone offline while the server keeps them. */
export interface Loss {
  readonly when: Recurring;
  readonly folder: number;
  readonly items: number;
}

/** How a single folder differs from what the course says of all of them. */
export interface Twist {
  /** Since then no synchronization changes the offline folder: it holds what the server held. */
  readonly heldSince?: Instant;
  /** What the agent knows of its last synchronization; null: nothing. Left out: `heldSince`, or the course's. */
  readonly synchronizedAt?: Instant | null;
  /** How much of the mail is there, 0 … 1: less than 1 on the server when something takes it, offline while a store is filled. */
  readonly serverShare?: number;
  readonly offlineShare?: number;
  /** Items that only the offline folder has; negative: that it lacks. */
  readonly offlineMore?: number;
  /** A limit that the client declares; so many items of the folder stay on the server. */
  readonly limit?: { readonly items: number; readonly because: ExpectedBecause };
  readonly troubles?: readonly Trouble[];
}

export interface Tale {
  readonly course: Course;
  /** Of the folder with this index; the Inbox is 0. */
  readonly twist?: (folder: number, at: Instant) => Twist | null;
  /** Where the client, or its profile, is not as the fleet made it. A client without a profile gets none by this. */
  readonly client?: (at: Instant) => Partial<ClientFacts>;
  readonly profile?: (at: Instant) => Partial<Profile>;
  /** A trouble that many mailboxes share. Their past is told in two parts, so that the server sees them all in it at once. */
  readonly shared?: Recurring;
  readonly deliveries?: readonly Delivery[];
  readonly losses?: readonly Loss[];
  readonly away?: Recurring;
  /** Those that failed, and those a person began; what the schedule completes follows from the course. */
  readonly attempts?: (after: Instant, until: Instant) => Attempt[];
}

/** What a story has to begin with. */
export interface Opening {
  /** How it would be without a story: on in its hours, synchronizing at its pace. */
  readonly ordinary: Course;
  readonly random: Random;
  /** The moment the fleet is looked at first; a story has its trouble around it, and again later. */
  readonly anchor: Instant;
  /** How many folders there are; the Inbox is the first of them. */
  readonly folders: number;
  readonly client: Client;
}

/** How one mailbox fares. The seed and the anchor decide everything; the clock on the wall is never asked. */
export interface Story {
  readonly name: string;
  /** What the dashboard should show of it, in a sentence. */
  readonly promise: string;
  /** Only a client of this kind can have it; left out: any. */
  readonly kind?: 'outlook' | 'mbsync';
  /** It has no course of events, so that its past can be told in large steps. */
  readonly calm?: boolean;
  readonly tell: (opening: Opening) => Tale;
}
