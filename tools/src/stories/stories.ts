import { badUpdate } from './bad-update.ts';
import { bigBacklog } from './big-backlog.ts';
import { damagedStore } from './damaged-store.ts';
import { declaredWindow } from './declared-window.ts';
import { deletesOfflineMail } from './deletes-offline-mail.ts';
import { deliversElsewhere } from './delivers-elsewhere.ts';
import { exitsWithoutSync } from './exits-without-sync.ts';
import { fallsBehind } from './falls-behind.ts';
import { flapping } from './flapping.ts';
import { goesSilent } from './goes-silent.ts';
import { inStep } from './in-step.ts';
import { interruptedSync } from './interrupted-sync.ts';
import { messageRejected } from './message-rejected.ts';
import { neverReports } from './never-reports.ts';
import { oversizeMessages } from './oversize-messages.ts';
import { passwordExpired } from './password-expired.ts';
import { replacedFolder } from './replaced-folder.ts';
import { serverIsOut } from './server-is-out.ts';
import { serverOutage } from './server-outage.ts';
import { stopsSyncing } from './stops-syncing.ts';
import { rebuiltInVain, storeRebuilt } from './store-rebuilt.ts';
import type { Story } from './story.ts';
import { weeksHoliday } from './weeks-holiday.ts';

export const STORIES: readonly Story[] = [
  inStep,
  fallsBehind,
  stopsSyncing,
  deletesOfflineMail,
  goesSilent,
  serverOutage,
  serverIsOut,
  flapping,
  bigBacklog,
  weeksHoliday,
  passwordExpired,
  damagedStore,
  storeRebuilt,
  rebuiltInVain,
  exitsWithoutSync,
  deliversElsewhere,
  declaredWindow,
  oversizeMessages,
  messageRejected,
  replacedFolder,
  interruptedSync,
  badUpdate,
  neverReports,
];

/** Of a thousand mailboxes, how many have each story; the rest is in step, or has the trouble of its server. */
export const USUAL_MIX: readonly (readonly [story: Story, perThousand: number])[] = [
  [fallsBehind, 75],
  [stopsSyncing, 55],
  [deletesOfflineMail, 25],
  [goesSilent, 35],
  [flapping, 12],
  [bigBacklog, 25],
  [weeksHoliday, 35],
  [passwordExpired, 15],
  [damagedStore, 7],
  // Often enough for how its fix fares to be told.
  [storeRebuilt, 40],
  [rebuiltInVain, 10],
  [exitsWithoutSync, 7],
  [deliversElsewhere, 5],
  [declaredWindow, 7],
  [oversizeMessages, 5],
  [messageRejected, 5],
  [replacedFolder, 5],
  [interruptedSync, 5],
  [badUpdate, 20],
  [neverReports, 5],
];
