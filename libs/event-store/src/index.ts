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
