import type { Story } from '../stories/story.ts';
import { days, hours } from '../time.ts';
import { mbsync, outlook, thunderbird } from '../world/clients.ts';
import { addFolder, addLocalOnly } from '../world/folders.ts';
import { everyWorkday, plan } from '../world/run.ts';
import { life } from './life.ts';

/** Mailboxes that look strange by what they are: tiny, empty, huge, or with folders that differ by right. */
export const mailboxLives: Story[] = [
  life('a tiny mailbox', 4, (world) => {
    mbsync(world);
    world.folders = [];
    addFolder(world, ['INBOX'], 1, { mailPerDay: 0.4 });
    addFolder(world, ['Sent'], 0);
  }),
  life('an empty store', 4, (world) => {
    outlook(world);
    world.folders = [];
  }),
  life('400 folders', 2, (world) => {
    mbsync(world, 12);
    world.agent.intervalMs = 900_000;
    for (let number = 1; number <= 390; number += 1) {
      addFolder(world, ['Kunden', `Größe ${number}`], number * 3, { mailPerDay: 0.5 });
    }
  }),
  life('shared folders with a declared window', 4, (world) => {
    outlook(world);
    for (const name of ['Équipe', 'Vertrieb']) {
      const lack = world.random.between(2_000, 9_000);
      addFolder(world, ['Public', name], lack + 900, { lack, expected: lack, because: 'window', mailPerDay: 20 });
    }
  }),
  life('a limit of the client, declared', 3, (world) => {
    mbsync(world);
    addFolder(world, ['Big', 'Files'], 300, { lack: 17, expected: 17, because: 'max-size', mailPerDay: 3 });
    addFolder(world, ['Lists'], 4_000, { lack: 3_000, expected: 3_000, because: 'max-messages', mailPerDay: 0 });
  }),
  life('local-only folders that grow slowly', 4, (world) => {
    outlook(world);
    const issues = addLocalOnly(world, ['Sync Issues'], 4);
    const outbox = addLocalOnly(world, ['Outbox'], 0);
    everyWorkday(world, 13, () => (issues.offline += world.random.below(3)));
    everyWorkday(world, 10, () => (outbox.offline = world.random.below(2)));
  }),
  life('folders made, renamed and removed', 3, (world) => {
    thunderbird(world);
    plan(world, world.beganAt + days(3) + hours(10), () => void addFolder(world, ['Neu', 'Ünïcode'], 30));
    plan(world, world.beganAt + days(8) + hours(10), ({ folders }) => {
      folders.at(-1)!.path = ['Alt', 'Ünïcode'];
    });
    plan(world, world.beganAt + days(14) + hours(10), ({ folders }) => void folders.pop());
  }),
];
