import type { DatabaseOf } from '../database.ts';

/** One way to store folder statistics. All get the same: 20 folders of one replica at a time. */
export interface Contender {
  readonly name: string;
  /** How it was used, in words for the table. */
  readonly how: string;
  open(database: DatabaseOf): Promise<Opened>;
}

export interface Opened {
  /** So many callers at once, each with one call in flight. */
  readonly callers: number;
  /** Stores the statistics of some folders, durably, and answers of how many. */
  store(call: number): Promise<number>;
  /** How many folder statistics the database holds: a rate counts only when they are there. */
  count(): Promise<number>;
  close(): Promise<void>;
}
