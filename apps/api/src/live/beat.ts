/**
 * Says again and again that the server is there, as long as it can read. Numbers that nothing can move any more must not look live: a
 * browser that misses the beat says that they stand still. A look that does not come back is not asked beside.
 */
export function startBeating(everyMs: number, look: () => Promise<unknown>, beat: () => void): () => void {
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .then(beat, () => undefined)
      .finally(() => (looking = false));
  }, everyMs);
  return () => clearInterval(timer);
}
