import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { promisify } from 'node:util';
import type { LookupFunction } from 'node:net';
import { whyNotPublic } from './addresses.ts';

/** What a name stands for; the system's own way by default, with its hosts file. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export interface Reach {
  readonly allowPrivate: boolean;
  readonly signal: AbortSignal;
  readonly resolve?: Resolve;
}

/** It may not be asked for. Permanent: only the administrator can change that. */
export class RefusedTargetError extends Error {
  override readonly name = 'RefusedTargetError';
}

/**
 * Looks a name up once, checks every address it stands for, and answers with a `lookup` that knows these addresses and no others.
 * So what is connected to is what was checked, whatever the name stands for a moment later.
 */
export async function reach(
  host: string,
  { allowPrivate, signal, resolve = bySystem }: Reach,
): Promise<LookupFunction> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const addresses = await orEnded(resolve(bare), signal);
  if (addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
  if (!allowPrivate) refusePrivate(bare, addresses);
  return onlyTo(addresses);
}

/** `what`: such as `10.0.0.1 is a private address`. */
export const refusedAt = (what: string): string =>
  `${what}. It is sent there only where “It may be on a private network” is ticked.`;

/** One address that is not public refuses them all: which of them is tried is not ours to say. */
function refusePrivate(host: string, addresses: readonly LookupAddress[]): void {
  for (const { address } of addresses) {
    const why = whyNotPublic(address);
    if (why === null) continue;
    const what = address === host ? `${host} is ${why}` : `${host} stands for ${address}, ${why}`;
    throw new RefusedTargetError(refusedAt(what));
  }
}

function onlyTo(addresses: readonly LookupAddress[]): LookupFunction {
  const first = addresses[0]!;
  return (_host, options, done) => {
    // Node's own connecting asks later, never in the same turn; so does this.
    process.nextTick(() => {
      if (options.all) done(null, [...addresses]);
      else done(null, first.address, first.family);
    });
  };
}

/** The system's lookup cannot be stopped, only no longer waited for. */
function orEnded<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) return end();
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}

/**
 * Whoever asks for a name that is being looked up waits for that answer. The system has few threads for lookups, and shares them with files
 * and passwords: a name that nobody answers for must not take more than one.
 */
export function oneAtATime(resolve: Resolve): Resolve {
  const under = new Map<string, ReturnType<Resolve>>();
  return (host) => {
    const asked = under.get(host);
    if (asked) return asked;
    const work = resolve(host).finally(() => under.delete(host));
    under.set(host, work);
    return work;
  };
}

const lookup = promisify(systemLookup);
const bySystem = oneAtATime((host) => lookup(host, { all: true, verbatim: true }));
