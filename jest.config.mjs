// Three kinds of test: `.spec` is pure, `.int.spec` needs a real PostgreSQL or another real program.
// Browser errands are Playwright's (`apps/e2e`, `*.e2e.ts`).
const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@lockstep/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  modulePathIgnorePatterns: ['/dist/', '/dist-types/', '/\\.nx/', '/\\.lockstep/', '<rootDir>/bench/'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          keepClassNames: true,
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
        },
      },
    ],
  },
};

export default {
  // Real programs on a busy machine; none of these tests measures how fast they are. Of a project, Jest would not read it.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools}/**/*.spec.{ts,tsx}'],
      testPathIgnorePatterns: ['/node_modules/', '/dist/', '/dist-types/', '\\.int\\.spec\\.ts$'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs,tools}/**/*.int.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/dist/'],
      globalSetup: '<rootDir>/tools/test/start-postgres.mjs',
      globalTeardown: '<rootDir>/tools/test/stop-postgres.mjs',
    },
  ],
};
