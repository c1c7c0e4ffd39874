import { describe, expect, it } from '@jest/globals';
import { evolveNotify, NO_NOTIFY, type NotifyBook } from './notify-book.ts';
import type { NotifyEvent } from './notify.events.ts';

type Said = Pick<NotifyEvent, 'type' | 'data'>;

const [EVERYTHING] = NO_NOTIFY.routes;
const channel = (id: string, version: number): Said => ({
  type: 'ChannelConfigured',
  data: {
    id,
    name: id,
    settings: { kind: 'browser' },
    secrets: {},
    enabled: version % 2 === 1,
    allowPrivate: false,
    version,
    by: 'ada',
  },
});
const route = (id: string, name: string, version = 1): Said => ({
  type: 'RouteConfigured',
  data: { ...EVERYTHING!, id, name, version, by: 'ada' },
});
const after = (...said: Said[]): NotifyBook =>
  said.reduce((book, one, index) => {
    const at = { observedAt: 100 + index, recordedAt: 100 + index, position: 10 + index };
    return evolveNotify(book, { ...one, ...at } as NotifyEvent);
  }, NO_NOTIFY);
const names = ({ routes }: NotifyBook) => routes.map(({ name }) => name);

describe('where alerts go', () => {
  it('is everything to nobody before anybody has said a word', () => {
    expect(names(NO_NOTIFY)).toEqual(['Everything']);
    expect(EVERYTHING).toMatchObject({ matchers: [], channels: [], groupWaitMs: 30_000 });
    expect([NO_NOTIFY.channels.size, NO_NOTIFY.position, NO_NOTIFY.digest.every]).toEqual([0, 0, 'never']);
  });

  it('holds the newest version of each channel, and forgets one that was removed', () => {
    const book = after(channel('a', 1), channel('b', 1), channel('a', 2), {
      type: 'ChannelRemoved',
      data: { id: 'b', by: 'ada' },
    });
    expect([...book.channels.values()]).toEqual([
      expect.objectContaining({ id: 'a', version: 2, enabled: false, changedAt: 102 }),
    ]);
    expect(book.position).toBe(13);
  });

  it('tries a new route last, and one that was changed in its old place', () => {
    expect(names(after(route('a', 'A'), route('b', 'B'), route('a', 'A2', 2)))).toEqual(['Everything', 'A2', 'B']);
    expect(names(after(route('everything', 'All', 2)))).toEqual(['All']);
  });

  it('keeps the order that people gave, with what they did not name behind', () => {
    const ordered: Said = { type: 'RoutesOrdered', data: { order: ['b', 'everything'], by: 'ada' } };
    expect(names(after(route('a', 'A'), route('b', 'B'), ordered))).toEqual(['B', 'Everything', 'A']);
    const removed: Said = { type: 'RouteRemoved', data: { id: 'everything', by: 'ada' } };
    expect(names(after(route('a', 'A'), route('b', 'B'), ordered, removed))).toEqual(['B', 'A']);
  });

  it('leaves the book that it came from as it was', () => {
    after(channel('a', 1), route('a', 'A'));
    expect([NO_NOTIFY.channels.size, NO_NOTIFY.routes.length]).toEqual([0, 1]);
  });
});
