import pg from 'pg';
import type { Contender } from './contender.ts';
import { observedAt, singleFolders, streamOf } from './folders.ts';

const REPORTS_PER_COPY = 100;
const PREPARED = 32;

/**
 * What PostgreSQL can take at most: one JSON event a folder, 2,000 a transaction, encoded beforehand, on two connections, into
 * a table with nothing but its primary key. No order, no idempotency, no reading by stream.
 */
export const copyCeiling: Contender = {
  name: 'binary COPY of single JSON events',
  how: '2,000 a transaction, 2 connections, encoded beforehand; no order, no idempotency, no index but the key',
  async open({ url, pool }) {
    await pool.query(
      `CREATE TABLE events (position bigint PRIMARY KEY, stream text NOT NULL, type text NOT NULL,
                            observed_at bigint NOT NULL, data json NOT NULL)`,
    );
    const callers = 2;
    const clients = await Promise.all(
      Array.from({ length: callers }, async () => {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        return client;
      }),
    );
    const idle = [...clients];
    const batches = Array.from({ length: PREPARED }, (_, batch) => encode(batch * REPORTS_PER_COPY));

    return {
      callers,
      async store(call) {
        const { bytes, positionAt, rows } = batches[call % PREPARED]!;
        const own = Buffer.from(bytes);
        positionAt.forEach((offset, index) => own.writeBigInt64BE(BigInt(call * rows + index + 1), offset));
        const client = idle.pop()!;
        await copy(client, own);
        idle.push(client);
        return rows;
      },
      count: async () => (await pool.query('SELECT count(*)::int AS n FROM events')).rows[0].n,
      close: async () => void (await Promise.all(clients.map((client) => client.end()))),
    };
  },
};

const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/** Rows for COPY, and where in them the positions stand, which are different every time. */
function encode(first: number) {
  const parts: Buffer[] = [HEADER];
  const positionAt: number[] = [];
  let length = HEADER.length;
  const add = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  const field = (value: Buffer) => {
    const size = Buffer.alloc(4);
    size.writeInt32BE(value.length);
    add(size);
    add(value);
  };
  for (let call = first; call < first + REPORTS_PER_COPY; call++) {
    for (const folder of singleFolders(call)) {
      add(Buffer.from([0, 5]));
      positionAt.push(length + 4);
      field(Buffer.alloc(8));
      field(Buffer.from(streamOf(call)));
      field(Buffer.from('FolderCounted'));
      const at = Buffer.alloc(8);
      at.writeBigInt64BE(BigInt(observedAt(call)));
      field(at);
      field(Buffer.from(JSON.stringify(folder)));
    }
  }
  add(Buffer.from([0xff, 0xff]));
  return { bytes: Buffer.concat(parts), positionAt, rows: positionAt.length };
}

function copy(client: pg.Client, rows: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query('COPY events FROM STDIN (FORMAT binary)', (error) =>
      error ? reject(error) : resolve(),
    );
    const wire = query as unknown as { handleCopyInResponse(connection: CopyWire): void };
    wire.handleCopyInResponse = (connection) => {
      connection.sendCopyFromChunk(rows);
      connection.endCopyFrom();
    };
    client.query(query);
  });
}

interface CopyWire {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}
