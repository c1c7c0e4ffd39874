import { bigBacklog } from './big-backlog.ts';
import { deletesOfflineMail } from './deletes-offline-mail.ts';
import { fallsBehind } from './falls-behind.ts';
import { flapping } from './flapping.ts';
import { goesSilent } from './goes-silent.ts';
import { inStep } from './in-step.ts';
import { neverReports } from './never-reports.ts';
import { passwordExpired } from './password-expired.ts';
import { serverOutage } from './server-outage.ts';
import { stopsSyncing } from './stops-syncing.ts';
import type { Story } from './story.ts';
import { weeksHoliday } from './weeks-holiday.ts';

export const STORIES: readonly Story[] = [
  inStep,
  fallsBehind,
  stopsSyncing,
  deletesOfflineMail,
  goesSilent,
  serverOutage,
  flapping,
  bigBacklog,
  weeksHoliday,
  passwordExpired,
  neverReports,
];

/** Of a thousand mailboxes, how many have each story; the rest is in step. */
export const USUAL_MIX: readonly (readonly [story: Story, perThousand: number])[] = [
  [fallsBehind, 90],
  [stopsSyncing, 55],
  [deletesOfflineMail, 25],
  [goesSilent, 35],
  [flapping, 12],
  [bigBacklog, 25],
  [weeksHoliday, 35],
  [passwordExpired, 15],
  [neverReports, 5],
];
