import { describe, expect, it } from '@jest/globals';
import type { AlertEvent } from '@lockstep/domain';
import { wordsOf } from './alert-words.ts';
import { joinedMembers, withoutEchoes } from './biography.query.ts';

const said = (type: AlertEvent['type'], data: object) => wordsOf({ type, data } as AlertEvent).text;
const members = (joined: number, left: number) =>
  said('AlertMembersChanged', {
    ...(joined > 0 && { joined: Array.from({ length: joined }, String) }),
    ...(left > 0 && { left: Array.from({ length: left }, String) }),
  });

describe('the words of a biography', () => {
  it('say once what it is now, until it is something else', () => {
    const entry = (type: string, text = type) => ({ entry: { type, text } });
    const [now, members] = [entry('AlertChanged', 'It is now: X.'), entry('AlertMembersChanged')];
    const raised = entry('AlertRaised');
    expect(withoutEchoes([now, members, now, now, raised])).toEqual([members, now, raised]);
    const other = entry('AlertChanged', 'It is now: Y.');
    expect(withoutEchoes([now, other, now, entry('AlertRegressed'), now])).toHaveLength(5);
  });

  it('take those that an outage takes one after the other together, and leave out who came and went meanwhile', () => {
    const at = (minute: number, joined: string[], left: string[] = []) =>
      ({
        type: 'AlertMembersChanged',
        observedAt: minute * 60_000,
        data: { alert: '1', joined, left },
      }) as unknown as AlertEvent;
    const fired = {
      type: 'AlertFired',
      observedAt: 3 * 60_000,
      data: { alert: '1', severity: 'warning' },
    } as unknown as AlertEvent;
    const entries = joinedMembers([
      at(20, ['z']),
      at(6, ['c'], ['b']),
      at(5, ['b']),
      at(4, ['a']),
      fired,
      at(2, ['0']),
    ]);
    expect(entries.map(({ observedAt }) => observedAt / 60_000)).toEqual([20, 6, 3, 2]);
    expect(entries[1]!.data).toMatchObject({ joined: ['a', 'c'], left: [] });
  });

  it('say until when it is taken as people say it', () => {
    const until = Date.UTC(2026, 10, 3, 13, 34, 59, 342);
    const taken = said('AlertAcknowledged', { by: 'ann', until, comment: 'on my way' });
    expect(taken).toBe('Acknowledged until 13:34 UTC on 3 Nov 2026: on my way');
  });

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
