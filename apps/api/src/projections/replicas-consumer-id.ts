/** The name under which the log keeps how far the read models are. */
export const REPLICAS_CONSUMER = { partition: 0, consumer: 'replicas', source: 0 } as const;
