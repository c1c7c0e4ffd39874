import { describe, expect, it } from '@jest/globals';
import { messageIdOf, shareOfCopies } from '../offline/duplicates.ts';
import { explainMissing, mayHoldCopies } from './closer-look.ts';

const state = {
  farUidValidity: 1,
  nearUidValidity: 1,
  maxPulledUid: 10,
  maxPushedUid: 10,
  maxExpiredFarUid: 0,
  pairs: 10,
  placeholders: 0,
  outOfOrder: 0,
};

describe('messages that are on the server and not offline', () => {
  const known = new Set([1, 2, 4]);
  const none = new Set<number>();
  it('were refused when they were fetched and are on no line', () => {
    const { troubles } = explainMissing([1, 2, 3, 4, 11], { known, offline: known, skipped: none }, state, 0);
    expect(troubles).toEqual([{ code: 'message-rejected', detail: expect.stringContaining('UID 3 ') }]);
  });
  it('are expected when MaxMessages left them out', () => {
    const limits = { maxPulledUid: 10, maxExpiredFarUid: 3 };
    const offline = new Set([4]);
    const { expected, troubles } = explainMissing([1, 2, 3, 4], { known, offline, skipped: none }, limits, 5);
    expect([expected, troubles]).toEqual([{ expectedDifference: 3, expectedBecause: 'max-messages' }, []]);
  });
  it('are expected when MaxSize passed them over, as isync before 1.4 did', () => {
    const offline = new Set([1, 4]);
    const { expected, troubles } = explainMissing([1, 2, 4], { known, offline, skipped: new Set([2, 99]) }, state, 0);
    expect([expected, troubles]).toEqual([{ expectedDifference: 1, expectedBecause: 'max-size' }, []]);
  });
  it('are nothing to explain while they are new, or were deleted offline', () => {
    expect(explainMissing([1, 2, 4, 11, 12], { known, offline: new Set([1]), skipped: none }, state, 0)).toEqual({
      expected: {},
      troubles: [],
    });
  });
});

describe('copies', () => {
  it('are suspected by two orders, or by more files than pairs', () => {
    expect(mayHoldCopies(state, 10)).toBe(false);
    expect(mayHoldCopies({ ...state, outOfOrder: 5 }, 10)).toBe(true);
    expect(mayHoldCopies(state, 20)).toBe(true);
  });
  it('are counted, or estimated from a sample', () => {
    expect(
      shareOfCopies(
        new Map([
          ['a', 2],
          ['b', 2],
        ]),
        4,
        4,
      ),
    ).toBe(0.5);
    const pairs = new Map(Array.from({ length: 100 }, (_, n) => [String(n), n < 10 ? 2 : 1]));
    // 110 of 600, all doubled, hold ten pairs.
    expect(shareOfCopies(pairs, 110, 600)).toBeCloseTo(0.5, 1);
    expect(
      shareOfCopies(
        new Map([
          ['a', 2],
          ['b', 1],
        ]),
        3,
        1_000,
      ),
    ).toBe(0);
  });
  it('are known by a Message-ID, folded or not, in the header alone', () => {
    expect(messageIdOf('Subject: x\r\nMessage-Id:\r\n <a@b>\r\n\r\nMessage-ID: <c@d>')).toBe('<a@b>');
    expect(messageIdOf('Subject: x\n\nMessage-ID: <c@d>')).toBeNull();
  });
});
