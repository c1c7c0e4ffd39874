import type { CustomTypesConfig } from 'pg';
import type { Json, RecordedEvent } from '../types.ts';

export const EVENT_COLUMNS = 'partition, position, stream, type, version, observed_at, recorded_at, epoch, seq, data';

/** As `EVENT_COLUMNS`, read with `EVENT_TYPES` and `rowMode: 'array'`, which is half the work of objects. */
export type EventRow = [number, number, string, string, number, number, number, string | null, number | null, Json];

export function toEvent(row: EventRow): RecordedEvent {
  const [partition, position, stream, type, version, observedAt, recordedAt, epoch, seq, data] = row;
  const key = epoch === null || seq === null ? null : { epoch, seq };
  return { partition, position, stream, type, version, observedAt, recordedAt, key, data };
}

const INT8 = 20;
const INT2 = 21;
const INT4 = 23;
const JSON_TYPE = 114;

/** Positions and instants fit a double, so they are numbers. */
export const EVENT_TYPES: CustomTypesConfig = {
  getTypeParser: (oid: number) => {
    if (oid === INT8 || oid === INT4 || oid === INT2) return Number;
    if (oid === JSON_TYPE) return JSON.parse;
    return (text: string) => text;
  },
};
