import { deviceLives } from './lives/devices.ts';
import { mailLives } from './lives/mail.ts';
import { mailboxLives } from './lives/mailboxes.ts';
import { recoveries } from './lives/recoveries.ts';
import { damageStories } from './stories/article-damage.ts';
import { habitStories } from './stories/article-habits.ts';
import { profileStories } from './stories/article-profile.ts';
import { attemptStories } from './stories/modern-attempts.ts';
import { expectedStories } from './stories/modern-expected.ts';
import { stateStories } from './stories/modern-state.ts';
import { storeStories } from './stories/modern-stores.ts';
import { quietStories } from './stories/quiet.ts';
import { serverStories } from './stories/server-suspected.ts';
import type { Story } from './stories/story.ts';

/** Every diagnosis of DOMAIN's tables that can be shown; K0 and K2 are the two that keep quiet. */
export const TO_BE_TOLD: readonly string[] = [
  ...[1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map((row) => `K${row}`),
  ...['cache-window', 'size-limit', 'hidden-items', 'local-only-folder', 'too-large', 'mailbox-moved'],
  ...['uidvalidity-changed', 'sync-state-damaged', 'duplicates', 'message-rejected', 'offline-deleted'],
  ...['sync-interrupted', 'sync-hung', 'not-synchronizing', 'server-unreachable', 'credentials-rejected', 'tls-failed'],
  ...['offline-folder-missing', 'server-folder-missing', 'offline-store-damaged', 'offline-store-in-use'],
  ...['index-damaged', 'never-compacted', 'headers-only', 'peer-never-connected', 'folder-marker-missing'],
  'server-suspected',
];

export const STORIES: readonly Story[] = [
  ...profileStories,
  ...habitStories,
  ...damageStories,
  ...expectedStories,
  ...attemptStories,
  ...stateStories,
  ...storeStories,
  ...serverStories,
  ...quietStories,
];

export const LIVES: readonly Story[] = [...mailLives, ...deviceLives, ...mailboxLives, ...recoveries];
