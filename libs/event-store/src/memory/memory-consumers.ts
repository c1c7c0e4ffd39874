import type { ConsumerId, ConsumerStorage, ParkedEvent } from '../event-store.ts';

const TIMELINE = 'memory';

/** Checkpoints without a database. A failed transaction undoes checkpoint and parking, as PostgreSQL does. */
export function memoryConsumers(): ConsumerStorage<null> {
  let checkpoints = new Map<string, number>();
  let parking = new Map<string, ParkedEvent[]>();
  const leases = new Map<string, { holder: string; until: number }>();
  let queue: Promise<unknown> = Promise.resolve();

  const name = ({ partition, consumer, source }: ConsumerId) => `${partition}\0${consumer}\0${source}`;

  return {
    async checkpoint(id) {
      return {
        position: checkpoints.get(name(id)) ?? 0,
        timeline: TIMELINE,
        logTimeline: TIMELINE,
        retired: false,
        floor: 0,
      };
    },

    transaction(work) {
      const run = queue.then(async () => {
        const before = { checkpoints: new Map(checkpoints), parking: new Map(parking) };
        try {
          return await work(null);
        } catch (error) {
          ({ checkpoints, parking } = before);
          throw error;
        }
      });
      queue = run.catch(() => undefined);
      return run;
    },

    async advance(_tx, id, from, to) {
      if ((checkpoints.get(name(id)) ?? 0) !== from) return false;
      checkpoints.set(name(id), to);
      return true;
    },

    async lease(id, holder, now, until) {
      const lease = leases.get(name(id));
      if (lease && lease.holder !== holder && lease.until > now) return false;
      leases.set(name(id), { holder, until });
      return true;
    },

    async release(id, holder) {
      if (leases.get(name(id))?.holder === holder) leases.delete(name(id));
    },

    async park(_tx, id, { position, stream, type }, reason, parkedAt) {
      const others = (parking.get(name(id)) ?? []).filter((event) => event.position !== position);
      parking.set(name(id), [...others, { position, stream, type, reason, parkedAt }]);
    },

    async parked(id) {
      return parking.get(name(id)) ?? [];
    },

    async unpark(_tx, id, position) {
      const all = parking.get(name(id)) ?? [];
      parking.set(
        name(id),
        all.filter((event) => event.position !== position),
      );
      return all.some((event) => event.position === position);
    },
  };
}
