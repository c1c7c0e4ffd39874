import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { JoinRequest, JoinResponse } from '@lockstep/contracts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { ProblemError } from '../web/problem.ts';
import { AgentTokens } from './agent-tokens.ts';
import { lastReport, silentFrom } from './last-report.ts';
import { ReplicaHome } from './replica-home.entity.ts';
import { digest, newSecret } from './secret.ts';

/** One partition of the log today; chosen once per replica, and stored, so that there can be more. */
const PARTITION = 0;

/** Agents come in and go: which replica is whose, and with which token. */
@Injectable()
export class Enrolment {
  constructor(
    private readonly database: Database,
    private readonly tokens: AgentTokens,
    private readonly log: Log,
  ) {}

  /**
   * 1. The mailbox, the device and the store are the identity of a replica.
   * 2. A new one gets an id. A known one keeps its id and its past, but only once its old token has fallen silent.
   * 3. The row comes first and the event after it: an agent that got no answer asks again, and finds its replica silent.
   */
  async join(request: JoinRequest, now: number): Promise<JoinResponse> {
    const identity = { mailbox: request.mailbox.toLowerCase(), device: request.device, store: storeKey(request) };
    const token = newSecret('lsa');
    const home = (await this.insert(identity, digest(token))) ?? (await this.takeOver(identity, digest(token), now));
    this.tokens.forget(home.replicaId);

    const replica = home.replicaId;
    const past = await this.database.store.readStream(replica, { partition: home.partition, limit: 1 });
    const type = past.length === 0 ? 'ReplicaEnrolled' : 'ReplicaReenrolled';
    const { mailbox, device, labels, client } = request;
    const observedAt = type === 'ReplicaEnrolled' ? since(request, now) : now;
    // Its first report is awaited from now on, and not from when it began to see.
    const awaited = observedAt < now && { awaitedSince: now };
    await this.database.store.append({
      partition: home.partition,
      stream: replica,
      events: [
        {
          type,
          observedAt,
          data: { mailbox, device, ...(labels && { labels }), ...(client && { client }), ...awaited },
        },
      ],
    });
    this.log.info({ replica }, type === 'ReplicaEnrolled' ? 'enrolled' : 'enrolled again');
    return { replica, token };
  }

  /** False: there is no such replica. */
  async revoke(replica: string, by: string, now: number): Promise<boolean> {
    const home = await this.database.orm.getRepository(ReplicaHome).findOneBy({ replicaId: replica });
    if (!home) return false;
    await this.database.pool.query(
      'UPDATE replica_home SET token_hash = NULL, token_changed_at = clock_timestamp() WHERE replica_id = $1',
      [replica],
    );
    this.tokens.forget(replica);

    // Asked for twice, said once: but if the first time failed just here, the second makes up for it.
    const { partition } = home;
    const types = ['AgentTokenRevoked', 'ReplicaEnrolled', 'ReplicaReenrolled'];
    const [latest] = await this.database.store.readStream(replica, { partition, types, backwards: true, limit: 1 });
    if (latest?.type !== 'AgentTokenRevoked') {
      await this.database.store.append({
        partition,
        stream: replica,
        events: [{ type: 'AgentTokenRevoked', observedAt: now, data: { by } }],
      });
      this.log.info({ replica, by }, 'revoked a token');
    }
    return true;
  }

  private async insert({ mailbox, device, store }: Identity, tokenHash: Buffer): Promise<Home | null> {
    const { rows } = await this.database.pool.query<Home>(
      `INSERT INTO replica_home (replica_id, partition, mailbox, device, store, token_hash, token_changed_at, enrolled_at)
       VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp(), clock_timestamp())
       ON CONFLICT (mailbox, device, store) DO NOTHING RETURNING replica_id AS "replicaId", partition`,
      [randomUUID(), PARTITION, mailbox, device, store, tokenHash],
    );
    return rows[0] ?? null;
  }

  private async takeOver(identity: Identity, tokenHash: Buffer, now: number): Promise<Home> {
    const home = await this.database.orm.getRepository(ReplicaHome).findOneByOrFail({ ...identity });
    const last = home.tokenHash && (await lastReport(this.database.store, home.replicaId, home.partition));
    if (last && silentFrom(last) > now) {
      throw new ProblemError(409, {
        detail:
          'This mailbox, device and store already has an agent that reports. Stop it, or revoke its token; ' +
          `without a report it counts as silent from ${new Date(silentFrom(last)).toISOString()} on.`,
      });
    }
    const { rowCount } = await this.database.pool.query(
      `UPDATE replica_home SET token_hash = $2, token_changed_at = clock_timestamp()
       WHERE replica_id = $1 AND token_hash IS NOT DISTINCT FROM $3`,
      [home.replicaId, tokenHash, home.tokenHash],
    );
    if (rowCount !== 1) throw new ProblemError(409, { detail: 'Another agent enrolled for this replica just now.' });
    return home;
  }
}

type Identity = Pick<ReplicaHome, 'mailbox' | 'device' | 'store'>;
type Home = Pick<ReplicaHome, 'replicaId' | 'partition'>;

/** A clock that is ahead says nothing of before. */
const since = ({ observedAt }: JoinRequest, now: number): number =>
  observedAt === undefined ? now : Math.min(now, Date.parse(observedAt));

/** Two stores of one mailbox on one device are two replicas. The store's own id changes when it is rebuilt, so it does not count. */
function storeKey({ client }: JoinRequest): string {
  return client?.store || client?.storePath ? JSON.stringify([client.store ?? '', client.storePath ?? '']) : '';
}
