import type { FolderStatistics, Report } from '@lockstep/contracts';
import { pathKey } from '@lockstep/contracts/statistics';

/**
 * Says in one report what several said one after another: the newest news of every folder, all attempts. What lies between is lost,
 * and the merged report says so. It takes the number and the time of the last one; the others become a gap.
 */
export function mergeReports(reports: readonly Report[]): Report {
  const first = reports[0]!;
  const last = reports.at(-1)!;
  const folders = new Map<string, FolderStatistics>();
  const removed = new Map<string, string[]>();
  let kind: Report['kind'] = 'delta';
  for (const report of reports) {
    if (report.kind === 'full') {
      kind = 'full';
      folders.clear();
      removed.clear();
    }
    for (const folder of report.folders) {
      folders.set(pathKey(folder.path), folder);
      removed.delete(pathKey(folder.path));
    }
    for (const path of report.removed ?? []) {
      folders.delete(pathKey(path));
      removed.set(pathKey(path), path);
    }
  }
  const said = reports.flatMap((report) => report.troubles?.filter((trouble) => trouble.code === THINNED) ?? []);
  const detail = `${reports.length} reports since ${sinceOf(said[0]?.detail) ?? first.observedAt} were merged into one: the spool was full`;
  const attempts = reports.flatMap((report) => report.attempts ?? []).slice(-1_000);
  const client = reports.findLast((report) => report.client !== undefined)?.client;

  return {
    ...last,
    kind,
    folders: [...folders.values()],
    // A full report needs no list of what is gone.
    ...(kind === 'delta' && removed.size > 0 ? { removed: [...removed.values()] } : { removed: undefined }),
    troubles: [...(last.troubles ?? []).filter((trouble) => trouble.code !== THINNED), { code: THINNED, detail }],
    ...(client === undefined ? {} : { client }),
    ...(attempts.length === 0 ? {} : { attempts }),
  };
}

export const THINNED = 'spool-thinned';

const sinceOf = (detail: string | undefined) =>
  detail === undefined ? null : (/since (\S+) /.exec(detail)?.[1] ?? null);
