import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import { digest, newSecret } from './secret.ts';
import { Session } from './session.entity.ts';

export const SESSION_COOKIE = 'lockstep_session';
export const SESSION_LASTS_MS = 30 * 24 * 60 * 60_000;
// Each page asks several questions at once; and a sign-out in another process is seen this late at most.
const REMEMBER_MS = 2_000;
const MOST_REMEMBERED = 10_000;

export interface Person {
  readonly user: string;
  /** Names the session, not its secret. */
  readonly session: string;
}

/** Who is signed in. Kept in the database, hashed, so that a restart signs nobody out and a leaked table opens no door. */
@Injectable()
export class Sessions {
  private readonly remembered = new Map<string, { person: Person; until: number }>();
  private readonly listeners = new Set<(session: string) => void>();

  constructor(private readonly database: Database) {}

  /** The secret for the cookie. */
  async open(user: string): Promise<string> {
    const secret = newSecret('lss');
    const now = Date.now();
    await this.database.orm.query('DELETE FROM session WHERE expires_at < $1', [new Date(now)]);
    await this.database.orm.getRepository(Session).insert({
      tokenHash: digest(secret),
      account: user,
      madeAt: new Date(now),
      expiresAt: new Date(now + SESSION_LASTS_MS),
    });
    return secret;
  }

  async find(secret: string): Promise<Person | null> {
    const hash = digest(secret);
    const session = hash.toString('hex');
    const now = Date.now();
    const known = this.remembered.get(session);
    if (known && known.until > now) return known.person;

    const row = await this.database.orm.getRepository(Session).findOneBy({ tokenHash: hash });
    this.remembered.delete(session);
    if (!row || row.expiresAt.getTime() <= now) return null;
    const person = { user: row.account, session };
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(session, { person, until: now + REMEMBER_MS });
    return person;
  }

  /** Whose session is in this `Cookie` header. */
  async ofCookies(header: string | undefined): Promise<Person | null> {
    const secret = cookieOf(header, SESSION_COOKIE);
    return secret === null ? null : this.find(secret);
  }

  async close({ session }: Person): Promise<void> {
    await this.database.orm.getRepository(Session).delete({ tokenHash: Buffer.from(session, 'hex') });
    this.remembered.delete(session);
    for (const listener of this.listeners) listener(session);
  }

  onClosed(listener: (session: string) => void): void {
    this.listeners.add(listener);
  }
}

export function cookieOf(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim() || null;
  }
  return null;
}
