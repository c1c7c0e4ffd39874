import { randomUUID } from 'node:crypto';
import type { ConsumableStore } from '@lockstep/event-store';
import type { Pool } from 'pg';
import type { Log } from '../../logging/log.ts';
import type { Probes } from '../../self/probes.ts';
import { outcomeOf } from '../outgoing/outcome.ts';
import { post } from '../outgoing/post.ts';
import type { ChannelSecrets } from '../secrets/channel-secrets.ts';
import { CALL_ID, readCallSettings, type CallSettings } from './call-settings.ts';
import { noteCall, noteSilence, readLastCall } from './last-call.ts';
import { watchdogBody } from './watchdog-body.ts';
import { whyNot } from './why-not.ts';

type Instant = number;

export interface WatchdogCallOptions {
  readonly pool: Pool;
  readonly store: Pick<ConsumableStore<unknown>, 'append' | 'head' | 'readStream' | 'consumers'>;
  readonly secrets: Pick<ChannelSecrets, 'of'>;
  readonly consumers: Probes['consumers'];
  readonly overdue: Probes['overdue'];
  readonly log: Log;
  readonly clock: () => Instant;
  /** The page in Lockstep that the call points to. */
  readonly link: string;
}

const LEASE = { partition: 0, consumer: 'watchdog-call', source: 0 };
/** Longer than a call may take, with what is looked at before it. */
const LEASE_MS = 45_000;
const LOOK_MS = 5_000;
const ANSWER_WITHIN_MS = 10_000;
/** What may pass by itself is tried again so soon. */
const AGAIN_MS = 10_000;

/**
 * The dead-man's switch: calls an address as long as Lockstep works, and else is silent. That is the alarm, so whatever is not known to
 * work is taken as not working.
 */
export class WatchdogCall {
  readonly #options: WatchdogCallOptions;
  readonly #holder = randomUUID();
  #silent = false;

  constructor(options: WatchdogCallOptions) {
    this.#options = options;
  }

  /** One round; answers when the next one is due, in ms. Nothing is called while another process has the lease. */
  async round(): Promise<number> {
    const { pool, store, clock } = this.#options;
    const now = clock();
    if (!(await store.consumers.lease(LEASE, this.#holder, now, now + LEASE_MS))) return LOOK_MS;
    const settings = await readCallSettings(store);
    if (!settings.enabled || settings.secrets.url === undefined) return LOOK_MS;
    const last = await readLastCall(pool);
    // Set up anew, it shows at once whether it works.
    const dueAt = last?.version === settings.version ? last.dueAt : now;
    if (dueAt > now) return Math.min(LOOK_MS, dueAt - now);

    const why = await whyNot(this.#options, now, settings.everySeconds * 1_000);
    if (why !== null) {
      this.silence(why);
      await noteSilence(pool, settings.version, now, why);
      return LOOK_MS;
    }
    await this.#call(settings, now);
    return LOOK_MS;
  }

  /** Says once in the log that there is silence, and why. */
  silence(why: string): void {
    if (!this.#silent) this.#options.log.error({ why }, 'the watchdog call is silent: Lockstep does not work');
    this.#silent = true;
  }

  async release(): Promise<void> {
    await this.#options.store.consumers.release(LEASE, this.#holder);
  }

  async #call(settings: CallSettings, now: Instant): Promise<void> {
    const { pool, log } = this.#options;
    const began = performance.now();
    const outcome = await this.#send(settings, now);
    const { ok, answer } = outcome;
    const everyMs = settings.everySeconds * 1_000;
    const dueAt = now + (ok || outcome.permanent ? everyMs : Math.min(everyMs, AGAIN_MS));
    await noteCall(pool, settings.version, dueAt, {
      at: now,
      ok,
      ms: Math.round(performance.now() - began),
      answer,
    });
    if (this.#silent) log.info({}, 'the watchdog call goes on: Lockstep works again');
    this.#silent = false;
    if (!ok) log.warn({ answer }, 'the watchdog call was not taken');
  }

  async #send({ secrets: ids, method, allowPrivate }: CallSettings, now: Instant) {
    try {
      const { url } = await this.#options.secrets.of({ id: CALL_ID, secrets: ids });
      const posted = await post({
        url: url!,
        method,
        headers: {},
        body: method === 'GET' ? '' : JSON.stringify(watchdogBody(now, this.#options.link)),
        allowPrivate,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      // The whole address is the secret, as it is with Slack.
      return outcomeOf(posted, { settings: { kind: 'slack' }, secrets: { url: url! }, now });
    } catch (error) {
      // A secret that cannot be read is for the one who set it up to mend.
      if ((error as { permanent?: unknown }).permanent !== true) throw error;
      return { ok: false as const, permanent: true, answer: (error as Error).message };
    }
  }
}
