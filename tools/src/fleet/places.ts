import { hours } from '../time.ts';

export type ServerKind = 'imap' | 'exchange';

/** A mail server and the house it stands for. `share` of the fleet; shares sum to one. */
export interface Place {
  readonly server: string;
  readonly kind: ServerKind;
  readonly site: string;
  /** As it stands in the names of devices. */
  readonly code: string;
  readonly domain: string;
  readonly utcOffsetMs: number;
  readonly share: number;
}

/** The server that goes down once a week, and a small one that is down just as the fleet is looked at first. */
export const OUTAGE_SERVER = 'imap-03.example.org';
export const OUT_SERVER = 'imap-05.example.org';

export const PLACES: readonly Place[] = [
  place('exch-fra-01', 'exchange', 'Frankfurt', 'FRA', 'example.net', 1, 0.14),
  place('exch-fra-02', 'exchange', 'Frankfurt', 'FRA', 'example.net', 1, 0.14),
  place('exch-lyo-01', 'exchange', 'Lyon', 'LYO', 'example.net', 1, 0.1),
  place('imap-01', 'imap', 'Hamburg', 'HAM', 'example.org', 1, 0.17),
  place('imap-02', 'imap', 'Kraków', 'KRK', 'example.org', 1, 0.13),
  place('imap-03', 'imap', 'Göteborg', 'GOT', 'example.org', 1, 0.16),
  place('imap-04', 'imap', 'Montréal', 'YUL', 'example.org', -5, 0.12),
  place('imap-05', 'imap', 'Plzeň', 'PLZ', 'example.org', 1, 0.04),
];

function place(
  host: string,
  kind: ServerKind,
  site: string,
  code: string,
  domain: string,
  utcOffsetHours: number,
  share: number,
): Place {
  return { server: `${host}.${domain}`, kind, site, code, domain, utcOffsetMs: hours(utcOffsetHours), share };
}
