import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import { ProblemError } from '../web/problem.ts';
import { Account } from './account.entity.ts';
import { hashPassword, isPassword } from './password.ts';
import { newSecret } from './secret.ts';
import { SlowDown } from './slow-down.ts';

export const ADMIN = 'admin';
const MOST_WAITING = 100;

/** The people who may sign in; today that is `admin`. */
@Injectable()
export class Accounts {
  private readonly guesses = new SlowDown({
    free: 5,
    firstWaitMs: 1_000,
    longestWaitMs: 5 * 60_000,
    forgetAfterMs: 15 * 60_000,
  });
  private waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly database: Database) {}

  /** The password made now, to be printed once; null when there was one, or the operator set it. */
  async prepareAdmin(wanted: string | null): Promise<string | null> {
    const accounts = this.database.orm.getRepository(Account);
    const present = await accounts.findOneBy({ name: ADMIN });
    if (wanted !== null) {
      if (present && (await isPassword(wanted, present.password))) return null;
      await this.setPassword(ADMIN, wanted);
      return null;
    }
    if (present) return null;
    const made = newSecret('lss').slice(4, 24);
    const password = await hashPassword(made);
    const { rowCount } = await this.database.pool.query(
      'INSERT INTO account (name, password) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [ADMIN, password],
    );
    // Another process that started with us may have been quicker; then its password is the one.
    return rowCount === 1 ? made : null;
  }

  /** Whoever signed in with the old password is signed out. */
  private async setPassword(name: string, password: string): Promise<void> {
    const hash = await hashPassword(password);
    await this.database.orm.transaction(async (manager) => {
      await manager.upsert(Account, { name, password: hash }, ['name']);
      await manager.query('DELETE FROM session WHERE account = $1', [name]);
    });
  }

  /** Wrong ones are slowed, by address and user. */
  async checkPassword(user: string, password: string, address: string): Promise<boolean> {
    const who = `${address} ${user}`;
    this.refuseTooFast(who);
    return this.oneAtATime(async () => {
      // Looked at again when its turn comes: a hundred guesses at once are not free, a few right ones at once are.
      this.refuseTooFast(who);
      const account = await this.database.orm.getRepository(Account).findOneBy({ name: user });
      // An unknown name takes as long as a known one.
      const right = (await isPassword(password, account?.password ?? (await nobody()))) && account !== null;
      if (right) this.guesses.forgive(who);
      else this.guesses.mistake(who);
      return right;
    });
  }

  private refuseTooFast(who: string): void {
    const retryAfterMs = this.guesses.waitMs(who);
    if (retryAfterMs > 0) throw tooFast(retryAfterMs);
  }

  /** Scrypt is dear on purpose; guessers must not take the machine from the agents. */
  private async oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= MOST_WAITING) throw tooFast(2_000);
    this.waiting += 1;
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn.finally(() => (this.waiting -= 1));
  }
}

let nobodysPassword: Promise<string> | undefined;
const nobody = (): Promise<string> => (nobodysPassword ??= hashPassword(newSecret('lss')));

function tooFast(retryAfterMs: number): ProblemError {
  return new ProblemError(429, { detail: 'Too many wrong passwords. Wait, then try again.', retryAfterMs });
}
