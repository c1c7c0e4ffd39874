import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { ReplicaHome } from './replica-home.entity.ts';
import { digest } from './secret.ts';

/** Whom a token speaks for. */
export interface AgentIdentity {
  readonly replica: string;
  readonly partition: number;
}

const SWEEP_EVERY_MS = 2_000;
// What another process changed just before our last look may have been committed just after it.
const OVERLAP_S = 15;

/**
 * Tokens are looked up once and then remembered: reports must not cost a query each. A change made by another process
 * is found by a sweep of what changed lately.
 */
@Injectable()
export class AgentTokens implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly identities = new Map<string, AgentIdentity>();
  private readonly hashOf = new Map<string, string>();
  private readonly listeners = new Set<(replica: string) => void>();
  private timer: NodeJS.Timeout | undefined;
  private sweptAt = performance.now();

  constructor(
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  async find(token: string): Promise<AgentIdentity | null> {
    const tokenHash = digest(token);
    const hash = tokenHash.toString('hex');
    const known = this.identities.get(hash);
    if (known) return known;

    const home = await this.database.orm.getRepository(ReplicaHome).findOneBy({ tokenHash });
    if (!home) return null;
    const identity = { replica: home.replicaId, partition: home.partition };
    this.identities.set(hash, identity);
    this.hashOf.set(home.replicaId, hash);
    return identity;
  }

  /** The replica's token is not what it was: whoever used the old one is out. */
  forget(replica: string): void {
    const hash = this.hashOf.get(replica);
    if (hash !== undefined) this.identities.delete(hash);
    this.hashOf.delete(replica);
    for (const listener of this.listeners) listener(replica);
  }

  onForgotten(listener: (replica: string) => void): void {
    this.listeners.add(listener);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), SWEEP_EVERY_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async sweep(): Promise<void> {
    const startedAt = performance.now();
    const seconds = (startedAt - this.sweptAt) / 1000 + OVERLAP_S;
    try {
      const { rows } = await this.database.pool.query<{ replica: string; hash: string | null }>(
        `SELECT replica_id AS replica, encode(token_hash, 'hex') AS hash FROM replica_home
         WHERE token_changed_at > clock_timestamp() - make_interval(secs => $1)`,
        [seconds],
      );
      for (const { replica, hash } of rows) {
        const known = this.hashOf.get(replica);
        if (known !== undefined && known !== hash) this.forget(replica);
      }
      this.sweptAt = startedAt;
    } catch (error) {
      // The next sweep looks back as far as this one should have.
      this.log.debug({ err: error }, 'could not look for revoked tokens');
    }
  }
}
