/**
 * One-dimensional arrays as PostgreSQL's binary format wants them. `pg` sends a Buffer as a binary parameter, so a batch of
 * rows travels as one array a column, and a JSON text of many kilobytes needs no quoting on either side.
 */
const TEXT_OID = 25;
const INT8_OID = 20;
const HEADER_BYTES = 20;

export function textArray(values: readonly (string | null)[]): Buffer {
  const sizes = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
  const array = header(
    TEXT_OID,
    values.length,
    sizes.reduce((sum, size) => sum + size + 4, 0),
  );
  let at = HEADER_BYTES;
  values.forEach((value, index) => {
    at = array.writeInt32BE(value === null ? -1 : sizes[index]!, at);
    if (value !== null) at += array.write(value, at);
  });
  return array;
}

export function int8Array(values: readonly (number | null)[]): Buffer {
  const nulls = values.filter((value) => value === null).length;
  const array = header(INT8_OID, values.length, values.length * 12 - nulls * 8);
  let at = HEADER_BYTES;
  for (const value of values) {
    at = array.writeInt32BE(value === null ? -1 : 8, at);
    if (value === null) continue;
    // Two halves are cheaper than a BigInt; floor keeps the sign of what lies below zero.
    at = array.writeInt32BE(Math.floor(value / 0x1_0000_0000), at);
    at = array.writeUInt32BE(value >>> 0, at);
  }
  return array;
}

/** Dimensions, "may hold nulls", type, length, lower bound. An empty array has no dimension. */
function header(oid: number, length: number, bodyBytes: number): Buffer {
  if (length === 0) {
    const empty = Buffer.alloc(12);
    empty.writeInt32BE(oid, 8);
    return empty;
  }
  const array = Buffer.allocUnsafe(HEADER_BYTES + bodyBytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(1, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}
