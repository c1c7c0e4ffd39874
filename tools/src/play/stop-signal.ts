/** Aborts at Ctrl-C and at TERM, once; a second Ctrl-C ends the process at once, as usual. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  return stop.signal;
}
