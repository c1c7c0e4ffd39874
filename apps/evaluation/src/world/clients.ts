import { minutes } from '../time.ts';
import { addFolder } from './folders.ts';
import type { World } from './world.ts';

const NAMES: readonly string[][] = [
  ['Projects', 'Été'],
  ['Projects', 'Brücke'],
  ['Rechnungen'],
  ['Архив', '2024'],
  ['請求書'],
  ['Clients', 'Zoë & Søn'],
  ['Newsletters'],
  ['Семья'],
  ['Offers', 'A/B'],
  ['קבלות'],
  ['Team', '🚀 Launch'],
  ['Kontrakty'],
  ['Travel', 'Ōsaka'],
  ['Support'],
];

/** Outlook on an Exchange mailbox: an offline folders file, and a profile that the agent can read. */
export function outlook(world: World, folders = 6): void {
  const { random } = world;
  const disk = random.pick(['C:\\Mail', 'C:\\Users\\Zoë\\Outlook', 'D:\\Offline']);
  world.client = {
    name: 'Outlook',
    version: random.pick(['9.0.0.2711', '9.0.0.6627', '16.0.14332']),
    store: 'ost',
    storePath: `${disk}\\outlook.ost`,
    storeId: `ost-${random.below(1e9)}`,
    server: random.pick(['exchange1.example.org', 'mail-hq.example.org', 'ex-süd.example.org']),
  };
  world.profile = {
    exchangeService: true,
    deliverTo: 'mailbox',
    offlineAccess: true,
    syncOnExit: true,
    lastExitAt: null,
    loggedOn: true,
  };
  world.sync.everyMs = minutes(random.pick([15, 20, 30]));
  world.sync.takesMs = minutes(random.pick([1, 2, 3]));
  furnish(world, folders);
}

/** mbsync from a timer, into a Maildir tree. */
export function mbsync(world: World, folders = 6): void {
  const { random } = world;
  world.client = {
    name: 'mbsync',
    version: random.pick(['1.4.4', '1.5.0']),
    store: 'maildir',
    storePath: '/home/zoe/Mail',
    storeId: `${random.below(1e7)}:1790000000000`,
    server: random.pick(['imap.example.org', 'posteingang.example.de']),
  };
  world.sync.everyMs = minutes(random.pick([5, 10, 15]));
  furnish(world, folders);
}

export function thunderbird(world: World, folders = 5): void {
  const { random } = world;
  world.client = {
    name: 'Thunderbird',
    version: random.pick(['115.9.0', '128.2.0']),
    store: 'mbox',
    storePath: '/home/søren/.thunderbird/x1.default/ImapMail/imap.example.org',
    storeId: `tb-${random.below(1e7)}`,
    server: 'imap.example.org',
  };
  world.sync.everyMs = minutes(10);
  // It keeps no log of its runs that an agent could read.
  world.sync.seen = false;
  furnish(world, folders);
}

/** Syncthing carries files; each folder is one of its shares. */
export function syncthing(world: World, folders = 4): void {
  const { random } = world;
  world.client = {
    name: 'Syncthing',
    version: '1.27.8',
    store: 'syncthing',
    storePath: '/srv/share',
    storeId: `st-${random.below(1e7)}`,
    server: 'peer-büro.example.org',
  };
  world.sync.everyMs = minutes(10);
  world.sync.seen = false;
  furnish(world, folders);
}

function furnish(world: World, count: number): void {
  const { random } = world;
  addFolder(world, ['INBOX'], random.between(200, 3_000), { mailPerDay: random.between(12, 45) });
  addFolder(world, [random.pick(['Sent', 'Gesendet', 'Envoyés'])], random.between(100, 4_000), {
    mailPerDay: random.between(4, 15),
  });
  const names = [...NAMES];
  for (let left = Math.min(count - 2, names.length); left > 0; left -= 1) {
    const path = names.splice(random.below(names.length), 1)[0]!;
    const items = Math.round(60 * 10 ** (random.next() * 2));
    addFolder(world, path, items, { mailPerDay: random.pick([0, 2, 5, 9]) });
  }
}
