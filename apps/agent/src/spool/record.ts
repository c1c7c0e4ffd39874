import { crc32 } from 'node:zlib';

// A record is a line: the CRC of its text in eight hex digits, a space, the text. A torn or damaged line is known by it.

export function encodeRecord(text: string): Buffer {
  return Buffer.from(`${checksum(text)} ${text}\n`);
}

export function decodeRecord(line: string): string | null {
  const text = line.slice(9);
  return line[8] === ' ' && line.slice(0, 8) === checksum(text) ? text : null;
}

export interface FoundRecord {
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

/** Finds the records of a segment. `whole` is the length up to which it can be trusted to go on. */
export function findRecords(bytes: Buffer): { records: FoundRecord[]; whole: number; damaged: number } {
  const records: FoundRecord[] = [];
  let whole = 0;
  let damaged = 0;
  for (let offset = 0; offset < bytes.length;) {
    const end = bytes.indexOf(0x0a, offset);
    if (end === -1) break;
    const text = decodeRecord(bytes.toString('utf8', offset, end));
    if (text === null) damaged += 1;
    else {
      records.push({ text, offset, length: end + 1 - offset });
      whole = end + 1;
    }
    offset = end + 1;
  }
  return { records, whole, damaged };
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
