import type { DiagnosisRule, EvidencePoint, Match } from '../rule.ts';
import type { Evidence, Tried } from '../evidence.ts';
import { count, number } from '../../explain/wording.ts';
import { inUtc } from '../../replica/calendar.ts';
import { damageSign, type DamageSign } from './signs/damaged-store.ts';
import { inboxOf, newestDate } from './signs/folders.ts';
import { allInStepAfter, BEFORE_SAID_MS } from './signs/mended.ts';
import { NEW_STORE_NEWER, NEW_STORE_STEPS } from './signs/new-store-steps.ts';
import { storeMadeAfter } from './signs/new-store.ts';
import { EXPORT_FIRST, guardWholeStore } from './signs/only-offline.ts';
import { capital, namesOf, pathsOf } from './signs/naming.ts';
import { attemptPoint, differencesOf, statisticsPoint, statisticsPoints } from './signs/points.ts';

/** The offline folders file is damaged. It goes on fitting while a later row leads: whether its fix failed is still asked. */
export const K11: DiagnosisRule = {
  id: 'K11',
  title: 'The offline folders file is damaged',
  family: 'article',
  source: 'KB195875, Damaged Offline Folder',
  seen: 'All folders but the Inbox synchronize; or nothing does, though profile, logon and network are as they should be.',
  cause: 'The offline folders file itself is damaged. The server has the mail, so the file can be made anew.',
  twin: 'offline-store-damaged',
  tellApart: {
    K4: 'K11 if the server side of the Inbox grows as usual and the offline Inbox alone does not follow; K4 if the server side falls and the mail is found in a .pst.',
    K7: 'K11 if nothing was moved; K7 if it stopped when the path of the store or the server changed.',
    K8: 'K11 if somebody synchronized and folders do not follow; K8 if nobody tried.',
    K12: 'K11 if the store is still the old one; K12 if a new one was made and it fails as before.',
  },
  matches,
  fix: {
    steps: NEW_STORE_STEPS,
    newerSteps: NEW_STORE_NEWER,
    forWhom: 'helpdesk',
    cost: 'A quarter of an hour, and the time of a full synchronization.',
    risk: 'What exists only in the old file is not in the new one.',
    guardText: EXPORT_FIRST,
    guard: guardWholeStore,
    confirmedWhen: 'The store has a new id, the Inbox is equal on both sides, and no folder relapses within 7 days.',
    confirmed,
    triedByFacts: storeMadeAfter,
  },
};

function matches(evidence: Evidence): Match | null {
  if (!evidence.exchangeType) return null;
  const sign = damageSign(evidence);
  if (sign === null) return null;
  return { cause: causeOf(evidence, sign), since: sign.since, folders: sign.folders, points: pointsOf(evidence, sign) };
}

function causeOf(evidence: Evidence, sign: DamageSign): string {
  switch (sign.sign) {
    case 'trouble': {
      const where = sign.folders.length === 0 ? '' : ` in ${count(sign.folders.length, 'folder')}`;
      const detail = sign.trouble.detail === undefined ? '' : ` (${sign.trouble.detail})`;
      return `The offline store cannot be read${where} since ${inUtc(sign.since)}${detail}.`;
    }
    case 'inbox': {
      const { serverItems, offlineItems, lastSynchronizedAt } = sign.inbox;
      const items =
        serverItems === null || offlineItems === null
          ? 'differs'
          : `holds ${number(offlineItems)} of ${number(serverItems)} items`;
      const last =
        lastSynchronizedAt === null ? 'has no date of a sync' : `was last synchronized ${inUtc(lastSynchronizedAt)}`;
      const others = count(sign.others.length, 'other folder');
      const meanwhile = sign.thoughDated
        ? `while ${others} ${sign.others.length === 1 ? 'is' : 'are'} in step: its date goes on, and what came since ${inUtc(sign.since)} never arrived`
        : `while ${others} came through later`;
      return `The Inbox ${items} and ${last}, ${meanwhile}.`;
    }
    case 'stuck': {
      const { folders, others, since } = sign.stuck;
      const differs = differencesOf(folders);
      return `${capital(namesOf(pathsOf(folders)))}: ${differs}. Since ${inUtc(since)} nothing came of what changed there, though syncs complete and ${count(others.length, 'other folder')} ${others.length === 1 ? 'is' : 'are'} in step.`;
    }
    case 'nothing': {
      const date = newestDate(evidence.folders);
      const since = date === null ? '' : ` since ${inUtc(date)}`;
      return `${count(sign.attempts.length, 'attempt')} brought nothing${since}, though profile, logon and network show no fault.`;
    }
  }
}

function pointsOf(evidence: Evidence, sign: DamageSign): EvidencePoint[] {
  switch (sign.sign) {
    case 'trouble':
      return [
        {
          text: `The agent says that the offline store is damaged${sign.trouble.detail === undefined ? '' : `: ${sign.trouble.detail}`}.`,
          at: sign.since,
          position: sign.trouble.position,
        },
        ...statisticsPoints(evidence.folders, 3),
      ];
    case 'inbox':
      return [statisticsPoint(sign.inbox), ...statisticsPoints(sign.others, 3)];
    case 'stuck':
      return [...statisticsPoints(sign.stuck.folders, 4), ...statisticsPoints(sign.stuck.others, 2)];
    case 'nothing':
      return [...sign.attempts.slice(0, 4).map(attemptPoint), ...statisticsPoints(evidence.folders, 3)];
  }
}

function confirmed(evidence: Evidence, { at }: Tried): boolean {
  const { storeId } = evidence.changes;
  const isNew = storeId !== null && storeId.at >= at - BEFORE_SAID_MS;
  const inbox = inboxOf(evidence);
  const equal = inbox === undefined || inbox.difference === 0 || inbox.status === 'in-step';
  return (isNew || evidence.replica.client.storeId === undefined) && equal && allInStepAfter(evidence, at);
}
