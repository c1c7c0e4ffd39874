import type { Attempt, Trouble } from '@lockstep/contracts';
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
}

/** A pure function of time: ask it of any moment, in any order. */
export type Course = (at: Instant) => Moment;

/** Items that are gone offline while the server keeps them. */
export interface Loss {
  readonly when: Recurring;
  readonly folder: number;
  readonly items: number;
}

export interface Tale {
  readonly course: Course;
  readonly deliveries?: readonly Delivery[];
  readonly losses?: readonly Loss[];
  readonly away?: Recurring;
  /** Worth telling: those that failed, and those a person began. */
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
}

/** How one mailbox fares. The seed and the anchor decide everything; the clock on the wall is never asked. */
export interface Story {
  readonly name: string;
  /** What the dashboard should show of it, in a sentence. */
  readonly promise: string;
  readonly tell: (opening: Opening) => Tale;
}
