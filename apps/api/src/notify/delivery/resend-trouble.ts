import type { Pool } from 'pg';

type Instant = number;

/** What could not be said again to a channel, and why. */
export interface ResendTrouble {
  readonly channel: string;
  readonly answer: string;
}

/** After each round: these have failed, and no others. Since when is kept while it lasts. */
export async function noteTroubles(pool: Pool, now: Instant, troubles: readonly ResendTrouble[]): Promise<void> {
  await pool.query({
    name: 'resend-trouble-over',
    text: `DELETE FROM resend_trouble WHERE channel <> ALL ($1)`,
    values: [troubles.map(({ channel }) => channel)],
  });
  for (const { channel, answer } of troubles)
    await pool.query({
      name: 'resend-trouble-note',
      text: `INSERT INTO resend_trouble (channel, since, at, answer) VALUES ($1, $2, $2, $3)
             ON CONFLICT (channel) DO UPDATE SET at = $2, answer = $3`,
      values: [channel, now, answer],
    });
}
