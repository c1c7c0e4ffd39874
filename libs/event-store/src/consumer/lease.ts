import type { ConsumerId, ConsumerStorage } from '../event-store.ts';
import type { Instant } from '../types.ts';

export interface Lease {
  held(): boolean;
  release(): Promise<void>;
}

/**
 * A row with an end, kept alive while the holder lives; null: another holder has it. It spares work done twice, no more:
 * what keeps two holders from doubling anything is the checkpoint. So a clock that is off does no harm.
 */
export async function holdLease<Tx>(
  storage: ConsumerStorage<Tx>,
  id: ConsumerId,
  { holder, leaseMs, clock }: { holder: string; leaseMs: number; clock: () => Instant },
): Promise<Lease | null> {
  const renew = () => storage.lease(id, holder, clock(), clock() + leaseMs);
  if (!(await renew())) return null;
  let held = true;
  let renewing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renew().then(
      (still) => void (held = still),
      // While the database cannot be asked, work fails as well, and says so.
      () => undefined,
    );
  }, leaseMs / 3);

  return {
    held: () => held,
    async release() {
      clearInterval(timer);
      await renewing;
      // If this fails, the lease runs out by itself.
      await storage.release(id, holder).catch(() => undefined);
    },
  };
}
