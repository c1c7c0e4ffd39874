import type { ClientFacts, Profile } from '@lockstep/contracts';
import type { Course, Loss, Tale, Twist } from '../stories/story.ts';
import type { Instant, Recurring } from '../time.ts';
import type { Client } from './clients.ts';
import type { Mail } from './mail.ts';

/** One simulated replica: who, where, and everything that decides what its agent sees at any moment. */
export interface Mailbox {
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly client: Client;
  readonly mail: Mail;
  readonly story: string;
  readonly course: Course;
  readonly twist: (folder: number, at: Instant) => Twist | null;
  /** What its agent says of the client at that moment, and of its profile; null: it has none. */
  readonly facts: (at: Instant) => ClientFacts;
  readonly profile: (at: Instant) => Profile | null;
  /** A trouble that it shares with others; null: with nobody. */
  readonly shared: Recurring | null;
  readonly losses: readonly Loss[];
  readonly attempts: NonNullable<Tale['attempts']>;
  /** Its reports fall on whole intervals after this moment, right behind a synchronization. */
  readonly reportsFrom: Instant;
  /** Much happens to it, so its history is told in finer steps. */
  readonly eventful: boolean;
}
