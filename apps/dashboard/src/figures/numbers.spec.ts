import { describe, expect, it } from '@jest/globals';
import { count, listed, many, share } from './numbers.ts';

describe('a figure', () => {
  it('has commas for thousands and a true minus', () => {
    expect(count(2418)).toBe('2,418');
    expect(count(-1204)).toBe('−1,204');
    expect(count(0)).toBe('0');
  });

  it('keeps a single mailbox of a large fleet visible as a share', () => {
    expect(share(226, 391)).toBe('57.8\u00a0%');
    expect(share(1, 2000)).toBe('0.1\u00a0%');
    expect(share(1, 100_000)).toBe('<\u00a00.1\u00a0%');
    expect(share(99_999, 100_000)).toBe('>\u00a099.9\u00a0%');
    expect(share(391, 391)).toBe('100\u00a0%');
    expect(share(0, 0)).toBe('0\u00a0%');
  });

  it('agrees with its noun', () => {
    expect(many(1, 'mailbox', 'mailboxes')).toBe('1\u00a0mailbox');
    expect(many(2418, 'mailbox', 'mailboxes')).toBe('2,418\u00a0mailboxes');
  });

  it('stands in a list with an and before the last', () => {
    expect(listed(['a'])).toBe('a');
    expect(listed(['a', 'b'])).toBe('a and b');
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  });
});
