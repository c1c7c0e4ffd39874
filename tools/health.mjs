// The container's health check: 0 when the server beside us answers.
const url = `http://127.0.0.1:${process.env.PORT || 4400}/healthz`;
const answer = await fetch(url, { signal: AbortSignal.timeout(4_000) }).catch(() => null);
process.exit(answer?.ok ? 0 : 1);
