// The domain knows no clock; tests that bound how long it may take do.
const { performance } = globalThis as unknown as { readonly performance: { now(): number } };

/** Milliseconds that it took. */
export function timed(run: () => void): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}
