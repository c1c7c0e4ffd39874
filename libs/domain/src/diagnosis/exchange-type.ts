import type { ClientFacts, Profile } from '@lockstep/contracts';

/** An OST or PST store, or any fact of a profile: such a replica is what the article speaks of. */
export function isExchangeType({ store, storePath }: ClientFacts, profile: Profile): boolean {
  if (store !== undefined && /^(ost|pst)$/i.test(store)) return true;
  if (storePath !== undefined && /\.(ost|pst)$/i.test(storePath)) return true;
  return Object.values(profile).some((fact) => fact !== undefined && fact !== null);
}
