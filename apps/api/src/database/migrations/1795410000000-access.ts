import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may come in: replicas by their agents' tokens, agents that are new by a join key, people by a password. */
export class Access1795410000000 implements MigrationInterface {
  readonly name = 'Access1795410000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE replica_home (
        replica_id uuid PRIMARY KEY,
        partition int NOT NULL,
        mailbox text NOT NULL,
        device text NOT NULL,
        store text NOT NULL,
        token_hash bytea,
        token_changed_at timestamptz NOT NULL,
        enrolled_at timestamptz NOT NULL,
        UNIQUE (mailbox, device, store)
      )`);
    await runner.query('CREATE UNIQUE INDEX replica_home_token ON replica_home (token_hash)');
    await runner.query('CREATE INDEX replica_home_token_changed ON replica_home (token_changed_at)');
    await runner.query(`
      CREATE TABLE join_key (
        id uuid PRIMARY KEY,
        key_hash bytea NOT NULL UNIQUE,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        revoked_at timestamptz
      )`);
    await runner.query('CREATE TABLE account (name text PRIMARY KEY, password text NOT NULL)');
    await runner.query(`
      CREATE TABLE session (
        token_hash bytea PRIMARY KEY,
        account text NOT NULL,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX session_expiry ON session (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE session, account, join_key, replica_home');
  }
}
