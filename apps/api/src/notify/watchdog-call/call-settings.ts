import type { EventStore, Json } from '@lockstep/event-store';
import type { WatchdogInput } from '@lockstep/contracts';
import { WATCHDOG_CALL } from '../../projections/streams.ts';
import { ProblemError } from '../../web/problem.ts';
import { refuseOldVersion } from '../routing/decide-channel.ts';
import type { ChannelSecrets, SecretIds } from '../secrets/channel-secrets.ts';

/** How the watchdog call is set up: the newest event of its stream says all of it, but no secret. */
export interface CallSettings {
  readonly everySeconds: number;
  readonly method: 'POST' | 'GET';
  readonly enabled: boolean;
  readonly allowPrivate: boolean;
  /** Where the address is kept. */
  readonly secrets: SecretIds;
  /** From 1, one more with each change; 0: never set up. */
  readonly version: number;
  readonly by: string | null;
  readonly changedAt: number | null;
  readonly position: number;
}

/** Under this name its secret is kept; channels have UUIDs. */
export const CALL_ID = 'watchdog-call';
const MOST_TRIES = 5;

const NONE: CallSettings = {
  everySeconds: 60,
  method: 'POST',
  enabled: false,
  allowPrivate: false,
  secrets: {},
  version: 0,
  by: null,
  changedAt: null,
  position: 0,
};

export async function readCallSettings(store: Pick<EventStore, 'readStream'>): Promise<CallSettings> {
  const [newest] = await store.readStream(WATCHDOG_CALL, { backwards: true, limit: 1 });
  if (!newest) return NONE;
  const { data, observedAt, position } = newest;
  return { ...(data as unknown as CallSettings), changedAt: observedAt, position };
}

/** Stores the address, then who names it, then takes away what nobody names. Throws the problem that refuses it. */
export async function configureCall(
  store: Pick<EventStore, 'append' | 'readStream'>,
  kept: Pick<ChannelSecrets, 'put' | 'remove'>,
  { url, basedOn, ...input }: WatchdogInput,
  { by, now }: { by: string; now: () => number },
): Promise<CallSettings> {
  const stored = url ? await kept.put(CALL_ID, { url }) : {};
  try {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const before = await readCallSettings(store);
      refuseOldVersion(before.version, basedOn ?? before.version);
      const secrets = url === undefined ? before.secrets : stored;
      if (input.enabled && secrets.url === undefined)
        throw new ProblemError(422, { field: 'url', detail: 'must be given: there is no address to call' });
      const data = { ...input, secrets, version: before.version + 1, by };
      const { outcome } = await store.append({
        stream: WATCHDOG_CALL,
        expectedVersion: before.position,
        events: [{ type: 'WatchdogCallConfigured', observedAt: now(), data: data as unknown as Json }],
      });
      if (outcome !== 'stored') continue;
      if (url !== undefined) await kept.remove(before.secrets);
      return await readCallSettings(store);
    }
    throw new ProblemError(409, { detail: 'The watchdog call is being changed by others; try again.' });
  } catch (error) {
    // Where the database was away the append may have been stored all the same, and names it.
    if (error instanceof ProblemError) await kept.remove(stored);
    throw error;
  }
}
