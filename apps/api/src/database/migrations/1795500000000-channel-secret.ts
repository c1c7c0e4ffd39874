import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What channels must know and nobody may see: passwords, keys, secret addresses. */
export class ChannelSecret1795500000000 implements MigrationInterface {
  readonly name = 'ChannelSecret1795500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE channel_secret (
        id uuid PRIMARY KEY,
        channel text NOT NULL,
        name text NOT NULL,
        ciphertext bytea NOT NULL,
        nonce bytea NOT NULL
      )`);
    await runner.query('CREATE INDEX channel_secret_channel ON channel_secret (channel)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE channel_secret');
  }
}
