import { describe, expect, it } from '@jest/globals';
import { makeFleet } from '../fleet/fleet.ts';
import { observe } from '../observe.ts';
import { inStep } from '../stories/in-step.ts';
import { serverIsOut } from '../stories/server-is-out.ts';
import { serverOutage } from '../stories/server-outage.ts';
import type { Story } from '../stories/story.ts';
import { days } from '../time.ts';
import { halfways } from './halfways.ts';

const NOON = Date.parse('2026-11-25T12:00:00Z');
const fleet = (story: Story) => makeFleet({ mailboxes: 3, seed: 1, anchor: NOON, story });
const fromTheFirst = () => NOON - days(7);

describe('a past that is told in two parts', () => {
  it('is cut where every mailbox has the trouble that they share', () => {
    const cuts = halfways(fleet(serverOutage), fromTheFirst, NOON);
    expect(cuts.size).toBe(3);
    for (const [mailbox, at] of cuts)
      expect(observe(mailbox, at, at)).toMatchObject({ troubles: [{ code: 'server-unreachable' }] });
  });

  it('is told in one where nothing is shared, where the trouble still holds, and where it was told before', () => {
    expect(halfways(fleet(inStep), fromTheFirst, NOON).size).toBe(0);
    expect(halfways(fleet(serverIsOut), fromTheFirst, NOON).size).toBe(0);
    expect(halfways(fleet(serverOutage), () => NOON - days(1), NOON).size).toBe(0);
  });
});
