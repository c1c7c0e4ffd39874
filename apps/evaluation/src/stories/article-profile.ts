import { days, hours } from '../time.ts';
import { outlook } from '../world/clients.ts';
import { follow, lead } from '../world/flavours.ts';
import { dateOnly, each, inbox, stuck } from '../world/folders.ts';
import { type World, fails } from '../world/world.ts';
import { type Story, also, inEachFlavour } from './story.ts';

/** What the profile lacks: offline use (K1), the Exchange service (K3), delivery to the mailbox (K4), a logon (K5). */
export const profileStories: Story[] = [
  ...inEachFlavour('K1', noStatistics),
  also('K1', 'nothing at all', (world) => {
    outlook(world);
    neverSetUp(world);
    world.folders = [];
    world.troubles = ['offline-use-not-set-up'];
    lead(world, true);
    follow(world, days(2));
  }),
  ...inEachFlavour('K3', (world) => {
    outlook(world);
    lead(world);
    world.profile!.exchangeService = false;
    world.sync.run = world.flavour === 'odd' ? null : fails('no information service to synchronize with');
    follow(world, days(2));
  }),
  ...inEachFlavour('K4', deliveredElsewhere),
  also('K4', 'counts alone', (world) => {
    deliveredElsewhere(world, false);
  }),
  ...inEachFlavour('K5', notLoggedOn),
];

/** The agent counts the server; of an offline side there is nothing. */
function noStatistics(world: World): void {
  outlook(world);
  neverSetUp(world);
  lead(world, true);
  each(world.folders, (folder) => {
    folder.offlineSeen = false;
    folder.dateSeen = false;
    folder.expected = 0;
    if (folder.because !== 'local-only') folder.because = null;
    if (world.flavour === 'noisy') folder.troubles = ['offline-use-not-set-up'];
  });
  follow(world, days(3));
}

function neverSetUp(world: World): void {
  world.profile = { exchangeService: true, deliverTo: 'mailbox', offlineAccess: false, loggedOn: true };
  world.sync.run = null;
}

/** New mail is taken out of the server's Inbox into a PST: it drains while the offline one stays as it was. */
function deliveredElsewhere(world: World, profileSays = true): void {
  outlook(world);
  if (!profileSays) world.profile = { exchangeService: true, offlineAccess: true, loggedOn: true };
  lead(world);
  if (profileSays) world.profile!.deliverTo = world.flavour === 'odd' ? 'other' : 'pst';
  const drained = inbox(world);
  drained.mailPerDay = 0;
  drained.sync = dateOnly;
  const perHour = Math.ceil(drained.server / 30);
  for (let hour = 0; hour < 40; hour += 1) {
    world.acts.push({
      at: world.now + hours(hour) + 1_000,
      act: () => {
        drained.server = Math.max(0, drained.server - perHour);
      },
    });
  }
  world.acts.sort((one, other) => one.at - other.at);
  follow(world, days(2));
}

/** The dialog at start-up was cancelled: no Windows credentials, and every attempt fails for want of them. */
function notLoggedOn(world: World): void {
  outlook(world);
  lead(world);
  world.profile!.loggedOn = false;
  if (world.flavour === 'noisy') world.troubles = ['credentials-rejected: no logon session'];
  if (world.flavour === 'odd') each(world.folders, (folder) => (folder.sync = stuck));
  world.sync.run = fails('not logged on to Windows');
  world.sync.trigger = 'start';
  follow(world, days(2));
}
