import { describe } from '@jest/globals';
import { offlineStoreInUse as rule } from './offline-store-in-use.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';

describe('offline-store-in-use', () => {
  itFollowsTheCode(rule, 'offline-store-in-use', { needsSync: false });
});
