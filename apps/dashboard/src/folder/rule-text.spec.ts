import { describe, expect, it } from '@jest/globals';
import type { Thresholds } from '@lockstep/contracts';
import { countsFrom, ruleText, thresholdText } from './rule-text.ts';

const HOUR = 3_600_000;
const thresholds = {
  stale: { warningAfterOnMs: 4 * HOUR, criticalAfterOnMs: 24 * HOUR, criticalAfterCalendarMs: 72 * HOUR },
  mismatch: {
    graceMs: HOUR / 2,
    warning: { items: 10, share: 0.01, anyAfterOnMs: 24 * HOUR },
    critical: { items: 1_000, orItems: 100, andShare: 0.05, inboxAnyAfterMs: HOUR },
    clears: { shareOfThreshold: 0.5, heldMs: 600_000 },
  },
} as Thresholds;
const folder = (path: string[], serverItems: number | null) => ({
  path,
  serverItems,
  expectedDifference: 0,
  accepted: null,
  localOnly: false,
});

describe('the rule of a folder', () => {
  it('counts from a number that grows with the folder, and never beyond what is critical', () => {
    expect([null, 200, 6_500, 500_000].map((items) => countsFrom(items, thresholds))).toEqual([10, 10, 65, 1_000]);
  });

  it('says the threshold in one line, of the Inbox its own', () => {
    expect(thresholdText(folder(['INBOX'], 500), { thresholds })).toBe(
      'Any difference in the Inbox counts after 60 min',
    );
    expect(thresholdText(folder(['Sent'], 6_500), { thresholds })).toMatch(/from 65.items on, any after 24 h/);
    // Of that name, but not the Inbox.
    expect(thresholdText(folder(['Old', 'INBOX'], 0), { thresholds })).not.toContain('Inbox');
  });

  it('says in whole sentences what it is, and what is expected', () => {
    expect(ruleText(folder(['INBOX'], 500), { thresholds })).toBe(
      'Inbox: any difference, for 60 min, is critical. From 10\u00a0items on it counts after 30 min of grace. ' +
        'A sync must complete within 4 h with the client on. No expected difference is on record.',
    );
    expect(ruleText({ ...folder(['Sent'], 9), expectedDifference: 3 }, { thresholds })).toContain(
      'Expected: 3\u00a0items fewer offline',
    );
  });
});
