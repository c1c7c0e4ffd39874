/** What may pass by itself (a server that restarts, a backup that locks the store) is mended only once it has lasted as long as a condition is pending. */
export const MAY_PASS_MS = 30 * 60_000;
