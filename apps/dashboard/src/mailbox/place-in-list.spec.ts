import { describe, expect, it } from '@jest/globals';
import { placeIn } from './place-in-list.ts';

describe('the place of a mailbox in the list', () => {
  const rows = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

  it('counts from one, between its neighbours', () => {
    expect(placeIn(rows, 'b')).toEqual({ place: 2, before: 'a', after: 'c' });
    expect(placeIn(rows, 'a')).toEqual({ place: 1, before: null, after: 'b' });
    expect(placeIn(rows, 'c')).toEqual({ place: 3, before: 'b', after: null });
  });

  it('is unknown where the list does not hold it', () => {
    expect(placeIn(rows, 'x')).toEqual({ place: null, before: null, after: null });
  });
});
