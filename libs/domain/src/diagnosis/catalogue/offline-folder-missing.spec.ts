import { describe } from '@jest/globals';
import { offlineFolderMissing as rule } from './offline-folder-missing.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';

describe('offline-folder-missing', () => {
  itFollowsTheCode(rule, 'offline-folder-missing');
});
