import type { FolderPath } from '@lockstep/contracts';
import type { Condition } from '../condition/condition.ts';
import type { Policy } from '../policy/policy.ts';
import type { ReplicaEvent } from '../replica/replica.events.ts';
import { keyOf } from '../replica/folders.ts';
import { summarize } from './summarize.ts';
import { type WriteTime, count, duration, folderName, number, troubleText, writeInUtc } from './wording.ts';

/** Which threshold of its policy a condition broke, in one line. */
export function explainThreshold({ rule, kind, folder }: Condition, policy: Policy): string {
  const { name, version, mismatch, stale, silent } = policy;
  const named = `Policy ${name}, version ${version}`;
  switch (rule) {
    case 'mismatch': {
      const { items, share, anyAfterOnMs } = mismatch.warning;
      const inbox = folder?.length === 1 && folder[0] === 'INBOX';
      const any = inbox
        ? `in the Inbox any that stands for ${duration(mismatch.critical.inboxAnyAfterMs)}`
        : `any that stands for ${duration(anyAfterOnMs)} with the client on`;
      return `${named}: a difference counts from ${count(items, 'item')} and ${percent(share)} on, or ${any}.`;
    }
    case 'stale': {
      const { warningAfterOnMs, criticalAfterCalendarMs } = stale;
      return `${named}: a sync must complete within ${duration(warningAfterOnMs)} with the client on, or ${duration(criticalAfterCalendarMs)} by the calendar.`;
    }
    case 'silent':
      return kind === 'never-reported'
        ? `${named}: an agent must report within ${duration(silent.neverReportedAlertsAfterMs)} of its enrolment.`
        : `${named}: an agent must report within ${number(silent.intervals)} of its intervals, or ${duration(silent.atLeastMs)} where those are shorter.`;
    case 'trouble':
      return `${named}: a trouble that stops synchronization counts at once.`;
    case 'unknown':
      return `${named}: what cannot be counted, or not be trusted, is not judged.`;
    case 'catching-up':
      return `${named}: a difference is given ${duration(mismatch.graceMs)}, and longer while it shrinks.`;
  }
}

/** What one fact said of the folder, or of the replica where `path` is null, in one line. */
export function explainStatistics(fact: ReplicaEvent, path: FolderPath | null, time: WriteTime = writeInUtc): string {
  if (fact.type !== 'ReplicaReported') return `${summarize(fact, time)}.`;
  const { folders, troubles } = fact.data;
  const at = time(fact.observedAt);
  const folder = path === null ? undefined : folders.find(([stated]) => keyOf(stated) === keyOf(path));
  if (folder !== undefined) {
    const [stated, server, offline, last, more] = folder;
    const said = more?.troubles?.map(([code]) => troubleText(code)) ?? [];
    const date = last === null ? 'when it last synchronized is not known' : `last synchronized ${time(last)}`;
    const numbers = `${known(server)} on the server, ${known(offline)} offline, ${date}`;
    return `${folderName(stated)} at ${at}: ${[numbers, ...said].join('; ')}.`;
  }
  const said = troubles?.map(([code]) => troubleText(code)) ?? [];
  return said.length > 0 ? `Reported at ${at}: ${said.join('; ')}.` : `${summarize(fact, time)}, at ${at}.`;
}

const known = (items: number | null) => (items === null ? 'unknown' : number(items));
const percent = (share: number) => `${number(Math.round(share * 1000) / 10)} %`;
