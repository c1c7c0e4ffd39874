import { days } from '../time.ts';
import { mbsync, outlook, thunderbird } from '../world/clients.ts';
import { follow, lead } from '../world/flavours.ts';
import { addFolder, addLocalOnly, each, inbox, others, stuck } from '../world/folders.ts';
import { plan } from '../world/run.ts';
import { type World, partly } from '../world/world.ts';
import { type Story, also, inEachFlavour } from './story.ts';

/** Differences that the client makes by design, and nobody declared; and folders that are by design on one side only, or too big. */
export const expectedStories: Story[] = [
  ...inEachFlavour('cache-window', windowed),
  ...inEachFlavour('size-limit', sizeLimited),
  ...inEachFlavour('hidden-items', hiddenItems),
  ...inEachFlavour('headers-only', headersOnly),
  ...inEachFlavour('local-only-folder', localOnlyUndeclared),
  ...inEachFlavour('too-large', tooManyItems),
  also('too-large', 'folders', tooManyFolders),
];

/** Outlook keeps twelve months: each big folder lacks its old items since the first report, and new mail comes through. */
function windowed(world: World): void {
  if (world.flavour === 'noisy') return maxMessages(world);
  outlook(world);
  world.client.version = '16.0.17328';
  for (const folder of [inbox(world), ...others(world).slice(0, 2)]) {
    folder.server += 9_000;
    folder.lack = world.random.between(2_500, 6_000);
    folder.offline = folder.server - folder.lack;
    if (world.flavour === 'plain') folder.because = 'window';
  }
  lead(world, true);
  follow(world, days(3));
}

/** mbsync keeps the newest 500; the configuration says that there is such a limit, and the agent did not work out its number. */
function maxMessages(world: World): void {
  mbsync(world);
  const folder = inbox(world);
  folder.server = 4_200;
  folder.offline = 500;
  folder.because = 'max-messages';
  folder.sync = (one, at) => {
    one.offline = Math.min(one.server, 500);
    one.last = at;
  };
  lead(world, true);
  follow(world, days(3));
}

function sizeLimited(world: World): void {
  (world.flavour === 'odd' ? outlook : mbsync)(world);
  const folder = others(world)[1]!;
  folder.mailPerDay = 8;
  folder.lack = world.random.between(12, 40);
  folder.offline = folder.server - folder.lack;
  if (world.flavour === 'noisy') folder.because = 'max-size';
  else folder.troubles = [`size-limit: ${folder.lack} messages are larger than the limit`];
  lead(world, true);
  follow(world, days(3));
}

/** The server counts a few that no client shows: a surplus, the same since the first report, while mail comes and goes. */
function hiddenItems(world: World): void {
  (world.flavour === 'noisy' ? mbsync : outlook)(world);
  const folder = world.flavour === 'odd' ? inbox(world) : others(world)[1]!;
  folder.mailPerDay = 12;
  folder.lack = world.random.between(2, 6);
  folder.offline = folder.server - folder.lack;
  lead(world, true);
  follow(world, days(4));
}

/** Thunderbird knows every header, and has few of the bodies. */
function headersOnly(world: World): void {
  thunderbird(world);
  const folder = world.flavour === 'odd' ? inbox(world) : others(world)[0]!;
  folder.server = 2_400;
  folder.lack = 2_200;
  folder.offline = 200;
  folder.because = 'headers-only';
  lead(world, true);
  follow(world, days(3));
}

/** A folder that exists offline alone, by its nature, and that the agent did not know to declare so. */
function localOnlyUndeclared(world: World): void {
  (world.flavour === 'noisy' ? mbsync : outlook)(world);
  lead(world);
  const path = { plain: ['Sync Issues'], noisy: ['Outbox'], odd: ['Sync Issues', 'Local Failures'] }[world.flavour];
  world.folders = world.folders.filter((folder) => folder.path.join('/') !== path.join('/'));
  const folder = addLocalOnly(world, path, 3, false);
  folder.troubles = ['server-folder-missing'];
  for (let day = 0; day < 3; day += 1) plan(world, world.now + days(day) + 1, () => (folder.offline += 9));
  follow(world, days(2));
}

/** One folder is so large that no run gets to its end: it is always behind, the others are not. */
function tooManyItems(world: World): void {
  (world.flavour === 'plain' ? mbsync : outlook)(world);
  lead(world);
  const folder = addFolder(world, ['Archive', 'Alles'], world.random.between(130_000, 240_000), { mailPerDay: 400 });
  folder.sync = stuck;
  world.sync.takesMs = world.sync.everyMs / 2;
  world.sync.run = partly('ran out of time in Archive/Alles');
  follow(world, days(2));
}

/** So many folders that a run gets through the first hundred. */
function tooManyFolders(world: World): void {
  mbsync(world, 14);
  world.agent.intervalMs = 900_000;
  for (let number = 1; number <= 640; number += 1) {
    addFolder(world, ['Kunden', `Kunde ${number}`], 20 + (number % 70), { mailPerDay: 0.6 });
  }
  lead(world);
  each(world.folders.slice(100), (folder) => (folder.sync = stuck));
  world.sync.run = partly('ran out of time');
  follow(world, days(2));
}
