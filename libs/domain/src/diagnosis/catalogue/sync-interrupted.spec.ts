import { describe, expect, it } from '@jest/globals';
import { syncInterrupted as rule } from './sync-interrupted.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';

describe('sync-interrupted', () => {
  itFollowsTheCode(rule, 'sync-interrupted');

  it('does not have the journal deleted, which the next run needs', () => {
    expect(rule.fix!.steps.join(' ')).toContain('Leave the journal');
  });
});
