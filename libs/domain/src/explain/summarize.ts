import type { Attempt, FolderPath, Profile } from '@lockstep/contracts';
import { CATALOGUE } from '../diagnosis/catalogue.ts';
import type { Enrolment, LoggedFolder, ReplicaEvent, Reported } from '../replica/replica.events.ts';
import type { Condition } from '../condition/condition.ts';
import { inUtcOfYear } from '../replica/calendar.ts';
import { type WriteTime, count, duration, folderName, number, troubleText, writeInUtc } from './wording.ts';

/** A fact in one line, for the timeline. */
export function summarize(fact: ReplicaEvent, time: WriteTime = writeInUtc): string {
  switch (fact.type) {
    case 'ReplicaEnrolled':
      return `Enrolled: ${who(fact.data)}`;
    case 'ReplicaReenrolled':
      return `Enrolled again: ${who(fact.data)}`;
    case 'ReplicaRetired':
      return 'Retired';
    case 'AgentTokenRevoked':
      return `Agent token revoked by ${fact.data.by}`;
    case 'ReplicaReported':
      return report(fact.data);
    case 'ClientFactsReported':
      return client(fact.data);
    case 'SyncAttempted':
      return attempt(fact.data);
    case 'ReportConflicted':
      return `Report ${number(fact.data.seq)} came again with other content; the first one stands`;
    case 'ClockDoubted':
      return `The agent's clock is ${duration(fact.data.aheadMs)} ahead; it said ${time(fact.data.claimedAt)}`;
    case 'DeadlineReached':
      return 'Time passed; judged again';
    case 'ConditionRaised':
      return `${verdict(fact.data.condition)}${fact.data.condition.severity === null ? '' : `, ${fact.data.condition.severity}`}`;
    case 'ConditionCleared':
      if (isAwaited(fact.data.condition)) return 'The first report came';
      return `No longer so after ${duration(fact.data.heldForMs)}: ${verdict(fact.data.condition)}`;
    case 'DifferenceAccepted':
      return `${fact.data.by} accepts a difference of ${number(fact.data.items)} until ${inUtcOfYear(fact.data.until)}: ${inLine(fact.data.path)} – ${fact.data.reason}`;
    case 'DifferenceAcceptanceWithdrawn':
      return `${fact.data.by} no longer accepts the difference: ${inLine(fact.data.path)}`;
    case 'FixSuggested':
      return `Suggested: ${fixTitle(fact.data.fix)}`;
    case 'FixTried':
      return `${fact.data.by === null ? 'Tried, as the facts show' : `Tried by ${fact.data.by}`}: ${fixTitle(fact.data.fix)}${fact.data.note === undefined ? '' : `: ${fact.data.note}`}`;
    case 'FixConfirmed':
      return `Confirmed after ${duration(fact.observedAt - fact.data.triedAt)}: ${fixTitle(fact.data.fix)}`;
    case 'FixFailed':
      return `Failed: ${fixTitle(fact.data.fix)}`;
    case 'FixRelapsed':
      return `Relapsed: ${fixTitle(fact.data.fix)}`;
    case 'FixWithdrawn':
      return `No longer needed: ${fixTitle(fact.data.fix)}`;
  }
}

/** A fix is named by what it mends. */
function fixTitle(fix: string): string {
  const title = CATALOGUE.find(({ id }) => id === fix)?.title;
  return title === undefined ? fix : `fix for ${fix}, ${title}`;
}

const who = ({ mailbox, device }: Enrolment) => `${mailbox} on ${device}`;

function report({ seq, kind, folders, removed, troubles }: Reported): string {
  const said: string[] = [];
  if (folders.length === 1) said.push(numbers(folders[0]!));
  if (folders.length > 1) said.push(count(folders.length, 'folder'));
  if (kind === 'full' && folders.length === 0) said.push('an empty store');
  if (removed !== undefined && removed.length > 0) said.push(`${count(removed.length, 'folder')} removed`);
  for (const [code] of troubles ?? []) said.push(troubleText(code));
  const what = said.length === 0 ? 'nothing changed' : said.join(', ');
  return `${kind === 'full' ? 'Full report' : 'Report'} ${number(seq)}: ${what}`;
}

const numbers = ([path, server, offline]: LoggedFolder) =>
  `${inLine(path)} ${known(server)} on the server, ${known(offline)} offline`;
const known = (items: number | null) => (items === null ? 'unknown' : number(items));
const inLine = (path: FolderPath) => (path.length === 1 && path[0] === 'INBOX' ? 'Inbox' : folderName(path));

function client({ client, profile }: Extract<ReplicaEvent, { type: 'ClientFactsReported' }>['data']): string {
  if (client === undefined) return `Profile: ${profileText(profile)}`;
  const name = [client.name, client.version].filter((part) => part !== undefined).join(' ') || 'unnamed';
  return `Client: ${name}${client.server === undefined ? '' : `, server ${client.server}`}`;
}

function profileText(profile: Profile | undefined): string {
  const { offlineAccess, syncOnExit, loggedOn } = profile ?? {};
  const said = [
    yesNo('offline access', offlineAccess),
    yesNo('synchronize upon exiting', syncOnExit),
    yesNo('logged on', loggedOn),
  ].filter((part) => part !== null);
  return said.length === 0 ? 'stated' : said.join(', ');
}

const yesNo = (name: string, value: boolean | undefined) =>
  value === undefined ? null : `${name} ${value ? 'on' : 'off'}`;

function attempt({ outcome, trigger, error, folders }: Attempt): string {
  const what =
    folders === undefined
      ? 'all folders'
      : folders.length === 1
        ? inLine(folders[0]!)
        : count(folders.length, 'folder');
  const how = { succeeded: 'Sync completed', partial: 'Sync completed in part', failed: 'Sync failed' }[outcome];
  const by = trigger === undefined || trigger === 'unknown' ? '' : `, ${trigger}`;
  return `${how}: ${what}${by}${error === undefined ? '' : `: ${error}`}`;
}

/** An agent that is being set up: nobody is told of its silence yet. */
const isAwaited = ({ rule, kind, severity }: Condition): boolean =>
  rule === 'silent' && kind === 'never-reported' && severity === null;

function verdict(condition: Condition): string {
  const { rule, kind, folder } = condition;
  const where = folder === null ? '' : `: ${inLine(folder)}`;
  switch (rule) {
    case 'mismatch':
      return `Mismatched, ${kind === 'although-synchronizing' ? 'although synchronizing' : 'not synchronizing'}${where}`;
    case 'silent':
      if (isAwaited(condition)) return 'The first report is awaited';
      return `Silent, ${kind === 'never-reported' ? 'never reported' : (kind ?? 'late')}`;
    case 'trouble':
      return `Trouble, ${troubleText(kind ?? 'unknown')}${where}`;
    case 'stale':
      return `Stale${where}`;
    case 'unknown':
      return `Unknown${where}`;
    case 'catching-up':
      return `Catching up${where}`;
  }
}
