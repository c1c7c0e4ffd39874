import { describe, expect, it } from '@jest/globals';
import { InOrderOfTime } from './in-order-of-time.ts';

const at = (...moments: number[]) => moments.map((observedAt) => ({ observedAt }));

describe('in the order of time', () => {
  it('what comes late takes its place, across pages', () => {
    const given: number[] = [];
    const order = new InOrderOfTime(4, ({ observedAt }) => given.push(observedAt));
    for (const page of [at(1, 2, 6), at(7, 8, 3), at(4, 5, 9), at(10, 11)]) order.add(page);
    order.end();
    expect(given).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('no more is held than twice what was said, however much comes', () => {
    let given = 0;
    const order = new InOrderOfTime(10, () => given++);
    for (let moment = 0; moment < 10_000; moment++) {
      order.add(at(moment));
      expect(moment + 1 - given).toBeLessThanOrEqual(20);
    }
    order.end();
    expect(given).toBe(10_000);
  });
});
