import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Database } from '../database/database.ts';
import { ProblemError } from '../web/problem.ts';
import { JoinKey } from './join-key.entity.ts';
import { digest, newSecret } from './secret.ts';
import { SlowDown } from './slow-down.ts';

const BY_ENVIRONMENT = 'environment';

/** Keys that let agents enrol. Several are valid at once, so that one can be replaced while a rollout goes on. */
@Injectable()
export class JoinKeys {
  private readonly guesses = new SlowDown({
    free: 10,
    firstWaitMs: 1_000,
    longestWaitMs: 60_000,
    forgetAfterMs: 10 * 60_000,
  });

  constructor(private readonly database: Database) {}

  /** The key made now, to be printed once; null when there is one already, or the operator set it. */
  async prepare(wanted: string | null): Promise<string | null> {
    if (wanted !== null) {
      await this.takeFromEnvironment(digest(wanted));
      return null;
    }
    const keys = this.database.orm.getRepository(JoinKey);
    if ((await keys.count()) > 0) return null;
    return (await this.make('first start')).key;
  }

  /** The key set by environment is valid from this start on, and the one set before no longer. */
  private async takeFromEnvironment(keyHash: Buffer): Promise<void> {
    await this.database.orm.transaction(async (manager) => {
      await manager.query('UPDATE join_key SET revoked_at = $1 WHERE made_by = $2 AND key_hash <> $3', [
        new Date(),
        BY_ENVIRONMENT,
        keyHash,
      ]);
      await manager.query(
        `INSERT INTO join_key (id, key_hash, made_by, made_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (key_hash) DO UPDATE SET revoked_at = NULL`,
        [randomUUID(), keyHash, BY_ENVIRONMENT, new Date()],
      );
    });
  }

  async make(madeBy: string): Promise<{ id: string; key: string; madeAt: Date }> {
    const key = newSecret('lsj');
    const row = { id: randomUUID(), keyHash: digest(key), madeBy, madeAt: new Date(), revokedAt: null };
    await this.database.orm.getRepository(JoinKey).insert(row);
    return { id: row.id, key, madeAt: row.madeAt };
  }

  list(): Promise<JoinKey[]> {
    return this.database.orm.getRepository(JoinKey).find({ where: { revokedAt: IsNull() }, order: { madeAt: 'ASC' } });
  }

  /** False: there is no such key. */
  async revoke(id: string): Promise<boolean> {
    const { affected } = await this.database.orm
      .getRepository(JoinKey)
      .update({ id, revokedAt: IsNull() }, { revokedAt: new Date() });
    return (affected ?? 0) > 0;
  }

  /** Only wrong keys are slowed: a fleet behind one address may enrol as fast as it likes. */
  async check(key: string | null, address: string): Promise<void> {
    if (key !== null && (await this.isValid(key))) return;
    const retryAfterMs = this.guesses.waitMs(address);
    if (retryAfterMs > 0) throw new ProblemError(429, { detail: 'Too many wrong join keys.', retryAfterMs });
    this.guesses.mistake(address);
    throw new ProblemError(401, { detail: 'Send a valid join key, as Authorization: Bearer <join key>.' });
  }

  isValid(key: string): Promise<boolean> {
    return this.database.orm.getRepository(JoinKey).existsBy({ keyHash: digest(key), revokedAt: IsNull() });
  }
}
