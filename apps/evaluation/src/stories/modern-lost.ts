import { days, hours, minutes } from '../time.ts';
import { mbsync, thunderbird } from '../world/clients.ts';
import { follow, lead } from '../world/flavours.ts';
import { busiest, each, inbox, others, stuck } from '../world/folders.ts';
import { run } from '../world/run.ts';
import { type Folder, type Run, type World, fails, partly } from '../world/world.ts';
import { type Story, also, inEachFlavour } from './story.ts';

/** The server lost what the offline side keeps; and runs that fail for a reason that no list has. */
export const lostStories: Story[] = [
  ...inEachFlavour('server-deleted', (world) => {
    (world.flavour === 'odd' ? thunderbird : mbsync)(world);
    lead(world);
    // Emptied by hand in a mail program; or the mailbox came back from an old backup, the Inbox with it.
    const folder = { plain: others(world)[0]!, noisy: inbox(world), odd: busiest(world) }[world.flavour];
    serverLoses(world, folder, world.random.between(45, 75) / 100);
  }),
  also('server-deleted', 'all of it', (world) => {
    mbsync(world);
    lead(world);
    serverLoses(world, others(world)[1]!, 1);
  }),
  ...inEachFlavour('cause-unknown', (world) => {
    mbsync(world);
    lead(world);
    const left = world.flavour === 'odd' ? others(world).slice(1) : world.folders;
    each(left, (folder) => (folder.sync = stuck));
    world.sync.run = { plain: fails('No space left on device'), noisy: silently, odd: partly('Disk quota exceeded') }[
      world.flavour
    ];
    follow(world, days(2));
  }),
];

/** The client takes new mail and never removes anything: what was deleted on the server stays offline. */
function serverLoses(world: World, folder: Folder, share: number): void {
  folder.mailPerDay = Math.max(folder.mailPerDay, 6);
  folder.deleted = world.flavour === 'noisy' ? 0.1 : 0;
  run(world, hours(1) + minutes(2));
  const gone = Math.ceil(folder.server * share);
  world.troubleAt = world.now;
  folder.server -= gone;
  folder.lack = -gone;
  follow(world, days(2));
}

/** It fails, and does not say why. */
const silently: Run = () => ({ outcome: 'failed' });
