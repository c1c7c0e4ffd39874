import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ChannelSecrets as Secrets } from '@lockstep/contracts';
import type { ChannelEntry } from '@lockstep/domain';
import { In } from 'typeorm';
import { Config } from '../../config/config.ts';
import { Database } from '../../database/database.ts';
import { ProblemError } from '../../web/problem.ts';
import { ChannelSecret } from './channel-secret.entity.ts';
import { open, seal } from './secret-box.ts';
import { secretKey } from './secret-key.ts';

export type SecretIds = ChannelEntry['secrets'];

/**
 * The secrets of channels, encrypted at rest. They are stored before the configuration that names them, and removed after it names others: so
 * a configuration never names what is not there, and of two administrators the one who is refused leaves nothing behind.
 */
@Injectable()
export class ChannelSecrets {
  #key: Buffer | null = null;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) private readonly config: Config,
  ) {}

  /** Stores the texts among `said`, and answers under which ids. */
  async put(channel: string, said: Secrets): Promise<SecretIds> {
    const rows = Object.entries(said).flatMap(([name, secret]) => {
      if (typeof secret !== 'string') return [];
      const id = randomUUID();
      return [{ id, channel, name, ...seal(this.key(), secret, bound(channel, name, id)) }];
    });
    if (rows.length > 0) await this.rows().insert(rows);
    return Object.fromEntries(rows.map(({ name, id }) => [name, id]));
  }

  async remove(ids: SecretIds): Promise<void> {
    if (Object.keys(ids).length > 0) await this.rows().delete({ id: In(Object.values(ids)) });
  }

  async removeAllOf(channel: string): Promise<void> {
    await this.rows().delete({ channel });
  }

  /** Throws WrongSecretKeyError where they were encrypted by another key, MissingSecretError where one is gone. */
  async of({ id: channel, secrets: ids }: Pick<ChannelEntry, 'id' | 'secrets'>): Promise<Secrets> {
    const names = Object.entries(ids);
    if (names.length === 0) return {};
    const rows = await this.rows().findBy({ id: In(Object.values(ids)) });
    return Object.fromEntries(
      names.map(([name, id]) => {
        const row = rows.find((one) => one.id === id);
        if (!row) throw new MissingSecretError();
        return [name, open(this.key(), row, bound(channel, name, id))];
      }),
    );
  }

  private rows() {
    return this.database.orm.getRepository(ChannelSecret);
  }

  /** Read when it is first needed: a server without channels makes no file. */
  private key(): Buffer {
    try {
      return (this.#key ??= secretKey(this.config));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ProblemError(500, {
        detail: `The key that encrypts secrets cannot be kept or read (${why}). Set LOCKSTEP_SECRET_KEY or mend LOCKSTEP_DATA/secrets.`,
      });
    }
  }
}

const bound = (channel: string, name: string, id: string): string => `${channel}/${name}/${id}`;

/** It was changed in this very moment, or the table was not restored with the log. */
export class MissingSecretError extends Error {
  override readonly name = 'MissingSecretError';
  readonly permanent = true;
  constructor() {
    super('A secret of the channel is not there. Enter it again.');
  }
}
