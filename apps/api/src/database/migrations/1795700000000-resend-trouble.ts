import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Channels to which the newest round of what still fires could not be said. It would be an event a minute, and only the newest is asked for. */
export class ResendTrouble1795700000000 implements MigrationInterface {
  readonly name = 'ResendTrouble1795700000000';

  async up(runner: Pick<QueryRunner, 'query'>): Promise<void> {
    await runner.query(`
      CREATE TABLE resend_trouble (
        channel text PRIMARY KEY,
        since bigint NOT NULL,
        at bigint NOT NULL,
        answer text NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE resend_trouble');
  }
}
