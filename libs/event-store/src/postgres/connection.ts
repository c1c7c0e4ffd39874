import pg, { type ClientConfig, type Pool } from 'pg';

/** A connection of its own to where the pool connects: a writer must not wait for readers to give one back. */
export async function connectLike(pool: Pool, config: ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ ...pool.options, ...passwordOf(pool), ...config });
  // From the start: a server may say goodbye between two queries, and an error that nobody hears would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.end().catch(() => undefined);
    throw error;
  }
  return client;
}

// The pool hides its password from `{ ...options }`.
const passwordOf = ({ options }: Pool) => (options.password === undefined ? {} : { password: options.password });
