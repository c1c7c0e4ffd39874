import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The newest watchdog call, and since when there is none: one row. It would be an event a minute for ever, and nobody asks for the others. */
export class WatchdogCall1795600000000 implements MigrationInterface {
  readonly name = 'WatchdogCall1795600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE watchdog_call (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        version int NOT NULL,
        due_at bigint NOT NULL,
        called_at bigint,
        ok boolean,
        ms int,
        answer text,
        silent_since bigint,
        silent_why text
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE watchdog_call');
  }
}
