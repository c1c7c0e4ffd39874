import type { ClientFacts, FolderStatistics, Report, Trouble } from '@lockstep/contracts';

/** A report before it has a number. */
export type ReportBody = Omit<Report, 'epoch' | 'seq'>;

/** All that the reports so far have said: what a next one is compared with. */
export interface Said {
  readonly folders: ReadonlyMap<string, FolderStatistics>;
  readonly troubles: readonly Trouble[];
  readonly client: ClientFacts | null;
  readonly observedAt: string;
  /** When all was last said at once. */
  readonly fullAt: string | null;
}
