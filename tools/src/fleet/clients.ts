import type { ClientFacts, Profile } from '@lockstep/contracts';
import { pick, wholeBetween, type Random } from '../random.ts';
import { minutes } from '../time.ts';
import type { Person } from './people.ts';
import type { Place } from './places.ts';

export interface Client {
  readonly device: string;
  readonly facts: ClientFacts;
  /** Outlook only. */
  readonly profile: Profile | null;
  /** From one synchronization to the next; divides half an hour, so that reports can follow right after one. */
  readonly syncEveryMs: number;
  /** What its word for the time of the last synchronization rests on. */
  readonly basis: string;
}

/** `mbsyncOnly`: of the clients of an IMAP server no other will do. */
export function clientAt(random: Random, place: Place, person: Person, mbsyncOnly = false): Client {
  if (place.kind === 'exchange') return outlook(random, place, person);
  const make = pick(random, IMAP_CLIENTS);
  return (mbsyncOnly ? mbsync : make)(random, place, person);
}

type MakeClient = (random: Random, place: Place, person: Person) => Client;

// mbsync twice: it is what most of these houses use.
const IMAP_CLIENTS: readonly MakeClient[] = [mbsync, mbsync, offlineImap, thunderbird];

function mbsync(random: Random, place: Place, person: Person): Client {
  return {
    device: hostName(random, person),
    facts: {
      name: 'mbsync',
      version: pick(random, ['1.4.4', '1.5.0', '1.5.1']),
      store: 'maildir',
      storePath: `/home/${person.login}/Mail`,
      storeId: storeId(random),
      server: place.server,
    },
    profile: null,
    syncEveryMs: minutes(5),
    basis: 'sync-state',
  };
}

function offlineImap(random: Random, place: Place, person: Person): Client {
  const client = mbsync(random, place, person);
  return {
    ...client,
    facts: { ...client.facts, name: 'OfflineIMAP', version: '8.0.0', storePath: `/home/${person.login}/OfflineIMAP` },
    syncEveryMs: minutes(10),
  };
}

function thunderbird(random: Random, place: Place, person: Person): Client {
  const profile = wholeBetween(random, 1e7, 4e7).toString(36);
  return {
    device: hostName(random, person),
    facts: {
      name: 'Thunderbird',
      version: pick(random, ['128.14.0', '140.4.0', '140.5.0']),
      store: 'mbox',
      storePath: `/home/${person.login}/.thunderbird/${profile}.default/ImapMail/${place.server}`,
      storeId: storeId(random),
      server: place.server,
    },
    profile: null,
    syncEveryMs: minutes(5),
    basis: 'index',
  };
}

function outlook(random: Random, place: Place, person: Person): Client {
  return {
    device: `${pick(random, ['LT', 'LT', 'PC'])}-${place.code}-${String(wholeBetween(random, 1, 9_999)).padStart(4, '0')}`,
    facts: {
      name: 'Outlook',
      version: pick(random, ['16.0.17928', '16.0.18526', '16.0.19127', '15.0.5603']),
      store: 'ost',
      storePath: `C:\\Users\\${person.login}\\AppData\\Local\\Microsoft\\Outlook\\${person.login}@${place.domain}.ost`,
      storeId: storeId(random),
      server: place.server,
    },
    profile: {
      exchangeService: true,
      deliverTo: 'mailbox',
      offlineAccess: true,
      syncOnExit: random() < 0.8,
      loggedOn: true,
    },
    syncEveryMs: minutes(10),
    basis: 'attempt',
  };
}

function hostName(random: Random, person: Person): string {
  const [first = '', last = first] = person.login.replace(/\d/g, '').split('.');
  const names = [
    `nb-${last}`,
    `${last}-x1`,
    `${first[0]}${last[0]}-t14`,
    `arch-${first[0]}${last[0]}`,
    `thinkpad-${first}`,
  ];
  return pick(random, names);
}

function storeId(random: Random): string {
  return Array.from({ length: 4 }, () => wholeBetween(random, 0, 0xffff).toString(16).padStart(4, '0')).join('');
}
