import { describe } from '@jest/globals';
import { partialRead as rule } from './partial-read.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';

describe('partial-read', () => {
  itFollowsTheCode(rule, 'partial-read', { needsSync: false });
});
