import { describe } from '@jest/globals';
import { peerNeverConnected as rule } from './peer-never-connected.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';

describe('peer-never-connected', () => {
  itFollowsTheCode(rule, 'peer-never-connected', { needsSync: false });
});
