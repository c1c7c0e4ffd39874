export * from './types.ts';
export * from './event-store.ts';
export * from './errors.ts';
export { isTransient } from './retry.ts';
export { upcastWith, type Upcast, type Upcaster } from './upcast.ts';
export { createMemoryStore, type MemoryStoreOptions } from './memory/memory-store.ts';
export { migrateStore, type MigrateOptions } from './postgres/schema.ts';
export { createPostgresStore, type PostgresStoreOptions } from './postgres/postgres-store.ts';
export {
  startConsumer,
  type Consumer,
  type ConsumerOptions,
  type ConsumerStatus,
  type Handler,
  type Trouble,
} from './consumer/consumer.ts';
export * from './consumer/trouble.ts';
export { rebuildBeside, liveGeneration, type RebuildOptions, type RebuildProgress } from './postgres/rebuild.ts';
export { consumerLags, type ConsumerLag } from './postgres/lag.ts';
export { dropOldRanges, markSnapshot } from './postgres/retention.ts';
export { fenceWriters, startNewTimeline, timelineOf } from './postgres/timeline.ts';
