import type { Course, Loss, Tale } from '../stories/story.ts';
import type { Instant } from '../time.ts';
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
  readonly losses: readonly Loss[];
  readonly attempts: NonNullable<Tale['attempts']>;
  /** Its reports fall on whole intervals after this moment, right behind a synchronization. */
  readonly reportsFrom: Instant;
  /** Much happens to it, so its history is told in finer steps. */
  readonly eventful: boolean;
}
