const MINUTE = 60_000;

/** When Lockstep is ill, and when it is well again; in between it stays as it was. */
export const SELF_LIMITS = {
  /** An event has waited so long for a consumer. */
  lagMs: { ill: MINUTE, well: 15_000 },
  /** No report at all, though so many replicas, and such a share of those of the day, reported shortly before. Fewer may have gone home together. */
  reports: { quietMs: 15 * MINUTE, together: 3, share: 0.25, dayMs: 24 * 60 * MINUTE },
  /** What alerts were to decide fell due so long ago, and nobody has; or what was to be sent, and nobody has tried. */
  overdueMs: { alerts: MINUTE, deliveries: 2 * MINUTE },
  /** Free where the embedded database lives: less than either is ill; more than both is well. Below `critical` bytes it is urgent. */
  disk: { ill: { share: 0.1, bytes: 2 ** 30 }, well: { share: 0.12, bytes: 1.25 * 2 ** 30 }, critical: 2 ** 29 },
  /** So old a message that was given up is no news any more, and nobody will send it again: an ill that cannot end would be noise. */
  deadLettersMs: 7 * 24 * 60 * MINUTE,
  /** Looks in a row that must agree: one that is odd is no ill, and one that is fine is no cure. */
  looks: { ill: 2, well: 3 },
} as const;
