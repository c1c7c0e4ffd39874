import type { FolderStatistics, Report } from '@lockstep/contracts';
import { LIMITS } from '@lockstep/contracts/limits';
import { pathKey } from '@lockstep/contracts/statistics';
import { lossIn, REFUSED, refusalTrouble, sumOf, THINNED, thinnedTrouble } from './losses.ts';

/**
 * Says in one report what several said one after another: the newest news of every folder, all attempts. What lies between is lost,
 * and the merged report says so. It takes the number and the time of the last one; the others become a gap.
 */
export function mergeReports(reports: readonly Report[]): Report {
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
  const thinned = sumOf(reports.map((report) => lossIn(report, THINNED) ?? { count: 1, since: report.observedAt }))!;
  const refused = sumOf(reports.map((report) => lossIn(report, REFUSED)));
  const troubles = (last.troubles ?? []).filter(({ code }) => code !== THINNED && code !== REFUSED);
  const attempts = reports.flatMap((report) => report.attempts ?? []);
  const client = reports.findLast((report) => report.client !== undefined)?.client;
  const profile = reports.findLast((report) => report.profile !== undefined)?.profile;

  return {
    ...last,
    kind,
    folders: [...folders.values()],
    // A full report needs no list of what is gone.
    ...(kind === 'delta' && removed.size > 0 ? { removed: [...removed.values()] } : { removed: undefined }),
    troubles: [...troubles, ...(refused ? [refusalTrouble(refused)] : []), thinnedTrouble(thinned)],
    ...(client === undefined ? {} : { client }),
    ...(profile === undefined ? {} : { profile }),
    ...(attempts.length === 0 ? {} : { attempts }),
  };
}

// The brackets of the batch and the name of the message travel with it.
const WRAPPING_BYTES = 1_024;

/** A merged report that the server would refuse for its size would lose all that it says. */
export function fitsOneReport(report: Report, text: string): boolean {
  return (
    report.folders.length <= LIMITS.foldersPerReport &&
    (report.removed?.length ?? 0) <= LIMITS.foldersPerReport &&
    (report.troubles?.length ?? 0) <= LIMITS.troublesPerReport &&
    (report.attempts?.length ?? 0) <= LIMITS.attemptsPerReport &&
    Buffer.byteLength(text) <= LIMITS.bodyBytes - WRAPPING_BYTES
  );
}
