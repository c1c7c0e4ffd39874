import type { ConsumableStore } from '@lockstep/event-store';
import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

/** Everything that is kept: one pool of connections, the log on it, and TypeORM's entities beside it. */
export abstract class Database {
  abstract readonly pool: Pool;
  abstract readonly store: ConsumableStore<PoolClient>;
  abstract readonly orm: DataSource;
  /** Commits what the log has accepted, then lets go of everything. */
  abstract close(): Promise<void>;
}
