/** The name under which the log keeps how far the rows of alerts are. */
export const ALERTS_CONSUMER = { partition: 0, consumer: 'alerts', source: 0 } as const;

/** The epoch of what alerts say themselves, under the position of what they follow from; agents' epochs are UUIDs. */
export const ALERTS_EPOCH = 'alerts';
