import { describe, expect, it } from '@jest/globals';
import { Room } from './room.ts';

describe('the room for waiting reports', () => {
  it('lets in until it is full by number or by bytes, and again once somebody left', () => {
    const room = new Room({ reports: 3, bytes: 100 });
    const leave = room.enter(2, 10)!;
    expect(room.enter(2, 0)).toBeNull();
    expect(room.enter(0, 91)).toBeNull();
    expect(room.enter(1, 90)).not.toBeNull();
    expect(room.enter(1, 0)).toBeNull();
    leave();
    leave();
    expect(room.enter(2, 10)).not.toBeNull();
    expect(room.enter(1, 0)).toBeNull();
  });

  it('takes one that is larger than itself, when it is empty: it would never fit otherwise', () => {
    const room = new Room({ reports: 3, bytes: 100 });
    expect(room.enter(500, 0)).not.toBeNull();
    expect(room.enter(1, 0)).toBeNull();
  });

  it('tells when all reports have left', async () => {
    const room = new Room({ reports: 3, bytes: 100 });
    await room.whenEmpty();
    const leaves = [room.enter(1, 0)!, room.enter(2, 0)!];
    let empty = false;
    const told = room.whenEmpty().then(() => (empty = true));
    leaves[0]!();
    await Promise.resolve();
    expect(empty).toBe(false);
    leaves[1]!();
    await told;
  });
});
