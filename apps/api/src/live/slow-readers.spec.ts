import { describe, expect, it } from '@jest/globals';
import type { Changed } from '@lockstep/contracts';
import { EventEmitter } from 'node:events';
import type { Namespace, Socket } from 'socket.io';
import { SlowReaders } from './slow-readers.ts';

// A socket whose line is full can hardly be made on a loopback; this is one as Socket.IO shows it.
class Reader extends EventEmitter {
  readonly conn = { writeBuffer: [] as unknown[] };
  readonly rooms = new Set(['fleet', 'replica:r1', 'own-id']);
  readonly heard: unknown[] = [];
  join = (room: string) => this.rooms.add(room);
  leave = (room: string) => this.rooms.delete(room);
  override emit(_event: string, message: unknown): boolean {
    return this.heard.push(message) > 0;
  }
}

const news = (cursor: number) => ({ view: 'fleet', cursor: String(cursor), rows: [] }) as Changed;

describe('a reader that does not keep up', () => {
  it('is left out while too much waits for it, and is then given what it missed since it fell behind', async () => {
    const asked: unknown[] = [];
    const slow = new SlowReaders(async (subject, since) => {
      asked.push([subject, since]);
      return news(99);
    });
    const reader = new Reader();
    const namespace = { sockets: new Map([['s', reader as unknown as Socket]]) } as unknown as Namespace;

    slow.sortOut(namespace, news(1));
    expect(reader.rooms.has(SlowReaders.ROOM)).toBe(false);

    reader.conn.writeBuffer.length = 1_000;
    slow.sortOut(namespace, news(2));
    slow.sortOut(namespace, news(3));
    expect(reader.rooms.has(SlowReaders.ROOM)).toBe(true);
    expect(asked).toEqual([]);

    reader.conn.writeBuffer.length = 0;
    slow.sortOut(namespace, news(4));
    await new Promise(setImmediate);
    expect(reader.rooms.has(SlowReaders.ROOM)).toBe(false);
    expect(asked).toEqual([
      [{ view: 'fleet' }, 1],
      [{ view: 'replica', id: 'r1' }, 1],
    ]);
    expect(reader.heard).toHaveLength(2);
  });

  it('is still owed what it missed when that could not be read', async () => {
    const asked: number[] = [];
    const slow = new SlowReaders(async (_subject, since) => {
      asked.push(since);
      if (asked.length === 1) throw new Error('the database is away');
      return news(99);
    });
    const reader = new Reader();
    const namespace = { sockets: new Map([['s', reader as unknown as Socket]]) } as unknown as Namespace;

    slow.sortOut(namespace, news(1));
    reader.conn.writeBuffer.length = 1_000;
    slow.sortOut(namespace, news(2));
    reader.conn.writeBuffer.length = 0;
    slow.sortOut(namespace, news(3));
    await new Promise(setImmediate);
    expect([...reader.rooms]).toContain(SlowReaders.ROOM);

    slow.sortOut(namespace, news(4));
    await new Promise(setImmediate);
    expect(asked).toEqual([1, 1, 1]);
    expect(reader.heard).toHaveLength(2);
  });
});
