import type { FolderRow, PolicyView, Thresholds } from '@lockstep/contracts';
import { count, many } from '../figures/numbers.ts';
import { dayAndTime } from '../figures/time.ts';
import { durationText } from '../policies/duration-field.ts';

type Folder = Pick<FolderRow, 'path' | 'serverItems' | 'expectedDifference' | 'accepted' | 'localOnly'>;

const isInbox = ({ path }: Pick<Folder, 'path'>) => path.length === 1 && path[0] === 'INBOX';

/** From how many items on a difference counts in a folder of this size: as the judgement has it. Unknown size: by number alone. */
export function countsFrom(serverItems: number | null, { mismatch: { warning, critical } }: Thresholds): number {
  const items = serverItems ?? 0;
  const byShare = Math.max(warning.items, warning.share * items);
  const byGreaterShare = Math.max(critical.orItems, critical.andShare * items);
  return Math.ceil(Math.min(byShare, byGreaterShare, critical.items));
}

/** `Any difference in the Inbox counts after 60 min`: the threshold in one line, for the corner of the page. */
export function thresholdText(folder: Folder, { thresholds }: Pick<PolicyView, 'thresholds'>): string {
  if (folder.localOnly) return 'Local only: no difference counts here';
  const { critical, warning } = thresholds.mismatch;
  if (isInbox(folder)) return `Any difference in the Inbox counts after ${minutesText(critical.inboxAnyAfterMs)}`;
  return `A difference counts from ${many(countsFrom(folder.serverItems, thresholds), 'item')} on, any after ${durationText(warning.anyAfterOnMs)} with the client on`;
}

/** As people say it on the telephone: 60 min rather than an hour, which a policy may have as well. */
const minutesText = (ms: number) => (ms === 3_600_000 ? '60 min' : durationText(ms));

/** `Default, v7` */
export const policyName = ({ name, version }: { readonly name: string; readonly version: number }) =>
  `${name}, v${version}`;

/** Who made this version, and when. */
export function madeBy({ changedBy, changedAt }: Pick<PolicyView, 'changedBy' | 'changedAt'>, now: number): string {
  if (changedAt === null) return 'as Lockstep came';
  return `by ${changedBy ?? 'somebody'}, ${dayAndTime(Date.parse(changedAt), now)}`;
}

/** The rule in whole sentences: from when on it counts, how long it is given, and what is expected of this folder. */
export function ruleText(folder: Folder, { thresholds }: Pick<PolicyView, 'thresholds'>): string {
  if (folder.localOnly) return 'The folder exists only on this device, and is not judged.';
  const { mismatch, stale } = thresholds;
  const { critical, warning, graceMs } = mismatch;
  const any = isInbox(folder)
    ? `Inbox: any difference, for ${minutesText(critical.inboxAnyAfterMs)}, is critical.`
    : `Any difference counts after ${durationText(warning.anyAfterOnMs)} with the client on.`;
  const from = `From ${many(countsFrom(folder.serverItems, thresholds), 'item')} on it counts after ${durationText(graceMs)} of grace.`;
  const sync = `A sync must complete within ${durationText(stale.warningAfterOnMs)} with the client on.`;
  return [any, from, sync, expectedText(folder)].join(' ');
}

function expectedText({ expectedDifference, accepted }: Folder): string {
  const said = [
    expectedDifference === 0 ? null : `${many(expectedDifference, 'item')} fewer offline, as the client declares`,
    accepted && `a difference of ${count(accepted.items)}, as ${accepted.by} accepts`,
  ].filter(Boolean);
  return said.length === 0 ? 'No expected difference is on record.' : `Expected: ${said.join('; ')}.`;
}
