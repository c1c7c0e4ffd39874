import { describe } from '@jest/globals';
import { unsupportedStore as rule } from './unsupported-store.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';

describe('unsupported-store', () => {
  itFollowsTheCode(rule, 'unsupported-store', { needsSync: false });
});
