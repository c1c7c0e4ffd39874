import { describe, expect, it } from '@jest/globals';
import { recipientsLeft } from './recipients-left.ts';

const passing = { ok: false, permanent: false, answer: '' } as const;
const taken = { ok: true, answer: '' } as const;

describe('the recipients of a next attempt', () => {
  it('are those that were put off, until the message is done with', () => {
    const recipients = recipientsLeft();
    expect(recipients.of('m1', ['a', 'b'])).toEqual(['a', 'b']);
    recipients.note('m1', passing, ['b']);
    expect(recipients.of('m1', ['a', 'b'])).toEqual(['b']);
    expect(recipients.of('m2', ['a', 'b'])).toEqual(['a', 'b']);
    recipients.note('m1', taken, []);
    expect(recipients.of('m1', ['a', 'b'])).toEqual(['a', 'b']);
  });

  it('are all where none of those is set up any more', () => {
    const recipients = recipientsLeft();
    recipients.note('m1', passing, ['b']);
    expect(recipients.of('m1', ['a', 'c'])).toEqual(['a', 'c']);
  });

  it('are remembered of so many messages, the newest', () => {
    const recipients = recipientsLeft();
    for (let index = 0; index <= 1_000; index++) recipients.note(`m${index}`, passing, ['b']);
    expect(recipients.of('m0', ['a', 'b'])).toEqual(['a', 'b']);
    expect(recipients.of('m1', ['a', 'b'])).toEqual(['b']);
  });
});
