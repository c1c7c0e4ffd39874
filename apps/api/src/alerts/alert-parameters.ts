import { ALERT_RULES, ALERT_STATUSES } from '@lockstep/contracts';
import { z } from 'zod';
import { badParameter, instant, parameters, text, textOf, whole, type QueryString } from '../queries/parameters.ts';
import { isUuid } from '../web/uuid.ts';

const yesOrNo = z.enum(['true', 'false'], 'must be true or false').transform((said) => said === 'true');

/** `status=firing&status=pending` and `status=firing,pending` say the same. */
const manyOf = <const Word extends string>(words: readonly Word[]) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((said) => [said].flat().flatMap((one) => one.split(',')))
    .pipe(z.array(z.enum(words, `must be of ${words.join(', ')}`)));

const MOST_REPLICAS = 100;

/** Ids, several with commas. */
const replicas = textOf(MOST_REPLICAS * 37)
  .transform((said) => said.toLowerCase().split(','))
  .pipe(
    z
      .array(z.string().refine(isUuid, 'must name a replica, or several with commas'))
      .max(MOST_REPLICAS, `must name at most ${MOST_REPLICAS} replicas`),
  );

const Asked = z
  .object({
    status: manyOf(ALERT_STATUSES),
    rule: manyOf(ALERT_RULES),
    severity: manyOf(['warning', 'critical']),
    taken: yesOrNo,
    suppressed: yesOrNo,
    mine: yesOrNo,
    server: text,
    replica: replicas,
    incident: text,
    q: text,
    resolvedSince: instant,
    cursor: text,
  })
  .partial()
  .extend({ limit: whole(1, 500, 50) });

export type AlertsAsked = z.output<typeof Asked>;

export const parseAlertsQuery = (query: QueryString): AlertsAsked => parameters(Asked, query);

/** Where a page ended: rank, weight, age and number of its last row. Opaque to the one who holds it. */
export type AlertPlace = readonly [rank: number, weight: number, age: number, number: number];

export const encodePlace = (place: AlertPlace): string =>
  Buffer.from(JSON.stringify(['alerts', ...place])).toString('base64url');

export function decodePlace(cursor: string): AlertPlace {
  try {
    const [list, ...place] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const isSmall = (n: unknown) => Number.isSafeInteger(n) && Math.abs(n as number) < 32_768;
    if (
      list === 'alerts' &&
      place.length === 4 &&
      place.every(Number.isSafeInteger) &&
      place.slice(0, 2).every(isSmall)
    )
      return place as unknown as AlertPlace;
  } catch {
    // Said below.
  }
  throw badParameter('cursor', 'is not one of this list; ask for the first page again');
}
