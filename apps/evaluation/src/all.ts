import { deviceLives } from './lives/devices.ts';
import { mailLives } from './lives/mail.ts';
import { mailboxLives } from './lives/mailboxes.ts';
import { recoveries } from './lives/recoveries.ts';
import { damageStories } from './stories/article-damage.ts';
import { habitStories } from './stories/article-habits.ts';
import { profileStories } from './stories/article-profile.ts';
import { crowdStories } from './stories/crowds.ts';
import { attemptStories } from './stories/modern-attempts.ts';
import { expectedStories } from './stories/modern-expected.ts';
import { lostStories } from './stories/modern-lost.ts';
import { stateStories } from './stories/modern-state.ts';
import { storeStories } from './stories/modern-stores.ts';
import { unreadStories } from './stories/modern-unread.ts';
import { quietStories } from './stories/quiet.ts';
import type { Story } from './stories/story.ts';

export const STORIES: readonly Story[] = [
  ...profileStories,
  ...habitStories,
  ...damageStories,
  ...expectedStories,
  ...attemptStories,
  ...stateStories,
  ...storeStories,
  ...unreadStories,
  ...lostStories,
  ...crowdStories,
  ...quietStories,
];

export const LIVES: readonly Story[] = [...mailLives, ...deviceLives, ...mailboxLives, ...recoveries];
