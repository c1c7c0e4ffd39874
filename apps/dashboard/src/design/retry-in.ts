const FIRST_MS = 8_000;
const MOST_MS = 60_000;
/** What has not failed for so long begins anew. */
const FORGOTTEN_MS = 3 * MOST_MS;

/** How long to wait after one more failure, milliseconds: twice as long each time, to a minute; longer where the server asks for it. */
export function retryIn(
  before: { readonly times: number; readonly at: number } | undefined,
  now: number,
  askedMs = 0,
): { times: number; waitMs: number } {
  const times = before && now - before.at < FORGOTTEN_MS ? before.times + 1 : 1;
  return { times, waitMs: Math.max(askedMs, Math.min(FIRST_MS * 2 ** (times - 1), MOST_MS)) };
}
