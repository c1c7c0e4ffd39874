export { startPostgres, type PostgresServer, type StartPostgresOptions } from './start-postgres.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
