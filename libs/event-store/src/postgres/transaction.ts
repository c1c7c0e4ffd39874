import type { Pool, PoolClient } from 'pg';

/** Commits what `work` did, or nothing. The connection goes back to the pool only if it is still good. */
export async function inTransaction<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // While it is lent out the pool does not listen; a connection that breaks between two queries would end the process.
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  try {
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failed: Error) => (broken ??= failed));
    throw error;
  } finally {
    client.release(broken);
    if (!broken) client.off('error', onError);
  }
}
