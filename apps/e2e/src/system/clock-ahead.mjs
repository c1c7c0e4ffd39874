/** Loaded before a server that is to live so many milliseconds ahead: every "now" of its process is later, every given moment the same. */
const aheadMs = Number(process.env.E2E_CLOCK_AHEAD_MS);
const now = Date.now;
Date.now = () => now() + aheadMs;

globalThis.Date = new Proxy(Date, {
  construct: (target, given, asked) =>
    Reflect.construct(target, given.length === 0 ? [target.now()] : given, asked === globalThis.Date ? target : asked),
  apply: (target) => new target(target.now()).toString(),
});
