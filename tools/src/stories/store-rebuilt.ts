import { between } from '../random.ts';
import { days, during, hours, minutes, newest, type Instant, type Recurring } from '../time.ts';
import { INBOX_LEFT_OUT } from './damaged-store.ts';
import { endedByHand, triedOnce } from './standstill.ts';
import type { Opening, Story, Tale } from './story.ts';

export const storeRebuilt: Story = {
  name: 'store-rebuilt',
  promise: 'its Inbox stood still, a new OST was made some days ago, and since it was filled all is equal',
  kind: 'outlook',
  tell: (opening) => rebuilt(opening, null),
};

export const rebuiltInVain: Story = {
  name: 'rebuilt-in-vain',
  promise: 'a new OST was made some days ago and all was equal, but its Inbox stands still again',
  kind: 'outlook',
  tell: (opening) => rebuilt(opening, hours(between(opening.random, 26, 36))),
};

/** `againForMs`: since so long before the anchor the new store is damaged too; null: it is sound. */
function rebuilt({ ordinary, random, anchor, client }: Opening, againForMs: number | null): Tale {
  const to = anchor - hours(between(random, 66, 78));
  const damaged: Recurring = { first: { from: to - hours(between(random, 20, 34)), to }, everyMs: days(20) };
  const again: Recurring | null =
    againForMs === null
      ? null
      : { first: { from: anchor - againForMs, to: anchor + days(2) }, everyMs: damaged.everyMs };
  const fillMs = minutes(between(random, 50, 100));
  const tried = triedOnce(damaged, hours(3), 'manual', INBOX_LEFT_OUT);
  const filled = endedByHand(damaged, fillMs);
  const filling = (at: Instant) => (at - newest(damaged, at).to) / fillMs;
  return {
    course: (at) => (isIn(filling(at)) ? { ...ordinary(at), fetched: 0 } : ordinary(at)),
    twist: (folder, at) => {
      const damage = during(damaged, at) ?? (again && during(again, at));
      if (damage) return folder === 0 ? { heldSince: ordinary(damage.from).synchronizedAt } : null;
      // A new store is empty, and knows of no synchronization until the first is through.
      return isIn(filling(at)) ? { offlineShare: filling(at), synchronizedAt: null } : null;
    },
    client: (at) => {
      const { from, to: made } = newest(damaged, at);
      return newStore(client.facts, at < made ? from - damaged.everyMs : from);
    },
    attempts: (after, until) => [...tried(after, until), ...filled(after, until)],
  };
}

const isIn = (share: number) => share >= 0 && share < 1;

/** The file and its id as they are after the damage that began then. */
function newStore({ storeId = '', storePath = '' }: { storeId?: string; storePath?: string }, damagedAt: Instant) {
  const mark = Math.floor(damagedAt / 1_000).toString(16);
  return { storeId: `${storeId.slice(0, 8)}${mark}`, storePath: storePath.replace(/\.ost$/, `-${mark}.ost`) };
}
