import { pathKey, type FolderStatistics, type ReportInput } from '@lockstep/contracts';
import { iso } from '../time.ts';
import type { Observation } from '../observe.ts';

/** Numbers what an agent sees and leaves out what the server knows already, as a real agent does. */
export interface Reporter {
  next(observation: Observation, intervalSeconds: number): ReportInput;
  /** The next report says everything again, for one in between was given up. */
  forget(): void;
}

export function createReporter(epoch: string): Reporter {
  let seq = 0;
  let told: Map<string, string> | null = null;
  let toldClient = '';

  return {
    next({ at, folders, troubles, attempts, client, profile }, intervalSeconds) {
      const before = told;
      const changed = before
        ? folders.filter((folder) => before.get(pathKey(folder.path)) !== content(folder))
        : folders;
      told = new Map(folders.map((folder) => [pathKey(folder.path), content(folder)]));
      const about = JSON.stringify([client, profile]);
      const news = !before || about !== toldClient;
      toldClient = about;
      seq += 1;
      return {
        epoch,
        seq,
        observedAt: iso(at),
        intervalSeconds,
        kind: before ? 'delta' : 'full',
        ...((changed.length > 0 || !before) && { folders: [...changed] }),
        ...(troubles.length > 0 && { troubles: [...troubles] }),
        ...(attempts.length > 0 && { attempts: [...attempts] }),
        ...(news && { client }),
        ...(news && profile && { profile }),
      };
    },
    forget() {
      told = null;
    },
  };
}

function content(folder: FolderStatistics): string {
  return JSON.stringify(folder);
}
