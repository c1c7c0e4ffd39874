import pg from 'pg';

const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);

/**
 * `COPY … FROM STDIN (FORMAT binary)` with all rows at hand. It sends them without waiting for the server to say that it is
 * ready, so that it can stand in a pipeline; a server that refused the statement ignores them, as its protocol says.
 */
export class BinaryCopy extends pg.Query {
  readonly #statement: string;
  readonly #rows: Buffer;

  constructor(statement: string, rows: Buffer, done: (error: Error | undefined) => void) {
    super(statement, done);
    this.#statement = statement;
    this.#rows = rows;
    this.submit = (connection) => this.#send(connection as unknown as CopyWire);
  }

  #send(wire: CopyWire): void {
    wire.query(this.#statement);
    wire.sendCopyFromChunk(this.#rows);
    wire.endCopyFrom();
  }

  handleCopyInResponse(): void {
    // The rows are on their way already.
  }
}

/** What pg's connection can do, and its types leave out. */
interface CopyWire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** Encodes rows as binary COPY wants them, into one buffer that grows. */
export class CopyRows {
  #buffer: Buffer;
  #length = HEADER.length;

  constructor(capacity = 64 * 1024) {
    this.#buffer = Buffer.allocUnsafe(Math.max(capacity, 256));
    HEADER.copy(this.#buffer);
  }

  row(columns: number): void {
    this.#reserve(2);
    this.#length = this.#buffer.writeInt16BE(columns, this.#length);
  }

  int2(value: number): void {
    this.#reserve(6);
    this.#length = this.#buffer.writeInt32BE(2, this.#length);
    this.#length = this.#buffer.writeInt16BE(value, this.#length);
  }

  int4(value: number): void {
    this.#reserve(8);
    this.#length = this.#buffer.writeInt32BE(4, this.#length);
    this.#length = this.#buffer.writeInt32BE(value, this.#length);
  }

  int8(value: number | null): void {
    if (value === null) return this.null();
    this.#reserve(12);
    this.#length = this.#buffer.writeInt32BE(8, this.#length);
    // Two halves are cheaper than a BigInt; floor keeps the sign of instants before 1970.
    this.#length = this.#buffer.writeInt32BE(Math.floor(value / 0x1_0000_0000), this.#length);
    this.#length = this.#buffer.writeUInt32BE(value >>> 0, this.#length);
  }

  text(value: string | null): void {
    if (value === null) return this.null();
    // A UTF-16 unit takes at most three bytes.
    this.#reserve(4 + value.length * 3);
    const written = this.#buffer.write(value, this.#length + 4, 'utf8');
    this.#buffer.writeInt32BE(written, this.#length);
    this.#length += 4 + written;
  }

  null(): void {
    this.#reserve(4);
    this.#length = this.#buffer.writeInt32BE(-1, this.#length);
  }

  finish(): Buffer {
    this.#reserve(TRAILER.length);
    this.#length += TRAILER.copy(this.#buffer, this.#length);
    return this.#buffer.subarray(0, this.#length);
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
