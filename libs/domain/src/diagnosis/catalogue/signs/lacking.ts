import type { Evidence, FolderEvidence } from '../../evidence.ts';
import { stopsSynchronization } from '../../../condition/trouble.ts';
import { isSmall, stoodFromTheFirst, synchronizedSince } from './differences.ts';
import { isMismatched, isStale } from './folders.ts';
import { speaksForItself } from './troubles.ts';

/** A folder that lacks items though it synchronizes, and has no trouble that says why: what it lacks, and how that came, tells. */
export interface Lacking {
  readonly folder: FolderEvidence;
  /** Beyond what is expected. */
  readonly items: number;
  readonly small: boolean;
  readonly fromTheFirst: boolean;
}

export function lacking(evidence: Evidence): Lacking[] {
  if (evidence.replica.troubles.some(({ code }) => stopsSynchronization(code))) return [];
  return evidence.folders.flatMap((folder) => {
    const items = folder.difference ?? 0;
    if (items <= 0 || !isMismatched(folder) || speaksForItself(folder)) return [];
    if (isStale(folder, evidence) || !(synchronizedSince(folder, evidence) || keepsNoDate(folder, evidence))) return [];
    return {
      folder,
      items,
      small: isSmall(items, folder.serverItems ?? 0),
      fromTheFirst: stoodFromTheFirst(folder),
    };
  });
}

/** Thunderbird tells no date, and stores nothing where it keeps only headers: that nothing moves is no sign that nothing runs. */
const keepsNoDate = (folder: FolderEvidence, evidence: Evidence) =>
  folder.lastSynchronizedAt === null &&
  (declares(folder, 'headers-only') || isThunderbird(evidence)) &&
  stoodFromTheFirst(folder);

/** It is no larger than it has been, give or take mail on its way: it does not grow. */
export const isSteady = ({ folder: { differs }, items }: Lacking) =>
  differs !== null && items <= differs.least + Math.max(10, differs.least * 0.25);

/** At least half of what came to the server since came through as well. */
export const newMailComesThrough = ({ folder: { differs } }: Lacking) =>
  differs !== null && differs.offlineUp * 2 >= differs.serverUp;

/** Declared by the client as a limit of its own. */
export const declares = ({ because }: FolderEvidence, ...limits: readonly string[]) =>
  because !== null && limits.includes(because);

const THUNDERBIRD = /thunderbird|mbox/i;

/** Thunderbird knows the headers of all messages, and keeps bodies only where it is told to. */
export const isThunderbird = ({ replica: { client } }: Evidence) => THUNDERBIRD.test(`${client.name} ${client.store}`);

/** Known by its headers and not kept: nothing, or next to nothing, of what comes is stored. */
export function hasOnlyHeaders(one: Lacking, evidence: Evidence): boolean {
  if (declares(one.folder, 'headers-only')) return true;
  if (one.folder.because !== null || !isThunderbird(evidence) || one.small || !one.fromTheFirst) return false;
  const { serverUp, offlineUp } = one.folder.differs!;
  return serverUp > 0 ? offlineUp * 2 < serverUp : one.items * 2 >= one.folder.serverItems!;
}
