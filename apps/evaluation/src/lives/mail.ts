import type { Story } from '../stories/story.ts';
import { days, hours, minutes } from '../time.ts';
import { mbsync, outlook, syncthing, thunderbird } from '../world/clients.ts';
import { addFolder, inbox, others, slowly, whole } from '../world/folders.ts';
import { everyWorkday, plan } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { life } from './life.ts';

/** What mail does that looks like trouble: it comes in heaps, goes in heaps, and moves. */
export const mailLives: Story[] = [
  life('a busy Inbox', 3, (world) => {
    mbsync(world);
    world.agent.intervalMs = minutes(5);
    world.sync.everyMs = minutes(5);
    inbox(world).mailPerDay = 320;
  }),
  life('a busy Inbox in Outlook, synchronized every 30 minutes', 3, (world) => {
    outlook(world);
    world.sync.everyMs = minutes(30);
    inbox(world).mailPerDay = 260;
  }),
  life('a big folder arrives', 3, (world) => {
    mbsync(world);
    onDay(world, 4, 11, () => {
      const folder = addFolder(world, ['Projekte', 'Übernahme'], 0);
      folder.server = 14_000;
      folder.sync = slowly(600);
    });
  }),
  life('a big folder arrives in one long run', 3, (world) => {
    outlook(world);
    onDay(world, 8, 13, () => {
      const folder = addFolder(world, ['Bilder', 'Ōsaka 2026'], 0);
      folder.server = 9_000;
      folder.last = null;
      folder.sync = slowly(500, 'when-done');
    });
  }),
  life('an import doubles a folder', 2, (world) => {
    mbsync(world);
    onDay(world, 5, 10, () => {
      const folder = others(world)[1]!;
      folder.server *= 2;
    });
  }),
  life('newsletters in bursts', 4, (world) => {
    thunderbird(world);
    const folder = addFolder(world, ['Newsletters', 'Été'], 900);
    for (const hour of [6, 9.5, 17]) everyWorkday(world, hour, () => (folder.server += world.random.between(30, 180)));
  }),
  life('a mass deletion that synchronizes', 3, (world) => {
    mbsync(world);
    onDay(world, 6, 15, () => {
      const folder = others(world).reduce((most, one) => (one.server > most.server ? one : most));
      folder.server = Math.floor(folder.server / 20);
    });
  }),
  life('deleted on the device, then on the server', 3, (world) => {
    outlook(world);
    onDay(world, 9, 9.2, () => {
      const folder = inbox(world);
      const gone = Math.floor(folder.offline * 0.6);
      folder.offline -= gone;
      // The next run carries the deletion up.
      folder.sync = (one, at) => {
        one.server -= gone;
        one.sync = whole;
        whole(one, at);
      };
    });
  }),
  life('5,000 items moved between folders', 3, (world) => {
    mbsync(world);
    const from = addFolder(world, ['Ablage'], 7_000);
    const to = addFolder(world, ['Ablage 2026'], 40);
    onDay(world, 7, 14, () => {
      from.server -= 5_000;
      to.server += 5_000;
      to.sync = slowly(900);
    });
  }),
  life('one mail is restored', 3, (world) => {
    outlook(world);
    onDay(world, 10, 16, () => (others(world)[1]!.server += 1));
  }),
  life('the archive runs at the end of the month', 5, (world) => {
    outlook(world);
    const archive = addFolder(world, ['Archive', '2026'], 3_000);
    plan(world, world.beganAt + days(28) + hours(2), ({ folders }) => {
      for (const folder of folders.filter((one) => one !== archive)) {
        const moved = Math.floor(folder.server / 3);
        folder.server -= moved;
        archive.server += moved;
      }
    });
  }),
  life('a shared folder of files', 3, (world) => {
    syncthing(world);
    onDay(world, 5, 10, () => (others(world)[0]!.server += 700));
  }),
];

function onDay(world: World, day: number, hour: number, act: () => void): void {
  plan(world, world.beganAt + days(day) + hours(hour), act);
}
