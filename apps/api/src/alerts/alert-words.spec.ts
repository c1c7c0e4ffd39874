import { describe, expect, it } from '@jest/globals';
import type { AlertEvent } from '@lockstep/domain';
import { wordsOf } from './alert-words.ts';

const said = (type: AlertEvent['type'], data: object) => wordsOf({ type, data } as AlertEvent).text;
const members = (joined: number, left: number) =>
  said('AlertMembersChanged', {
    ...(joined > 0 && { joined: Array.from({ length: joined }, String) }),
    ...(left > 0 && { left: Array.from({ length: left }, String) }),
  });

describe('the words of a biography', () => {
  it.each([
    [1, 0, '1 more replica is affected.'],
    [12, 0, '12 more replicas are affected.'],
    [0, 1, '1 replica is no longer affected.'],
    [0, 3, '3 replicas are no longer affected.'],
    [2, 1, '2 more replicas are affected, 1 no longer is.'],
    [1, 4, '1 more replica is affected, 4 no longer are.'],
  ])('of %i that joined and %i that left', (joined, left, expected) => {
    expect(members(joined, left)).toBe(expected);
  });

  it('say a cause once, where it is all that the title says', () => {
    const title = 'imap-03 cannot be reached';
    expect(said('AlertChanged', { title, diagnosis: { id: 'server-suspected', title } })).toBe(`It is now: ${title}.`);
    expect(said('AlertChanged', { title, diagnosis: { id: 'K11', title: 'The file is damaged' } })).toBe(
      `It is now: ${title}. Probable cause: The file is damaged.`,
    );
  });
});
