import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// The rule about layers reads the graph of projects from a file, and is silent where there is none.
process.env.NX_DAEMON ??= 'false';
await createProjectGraphAsync({ exitOnError: false });

/** Who may import whom. `tools/check-boundaries.mjs` proves on a fixture that these rules bite. */
const layers = [
  ['contracts', []],
  ['domain', ['contracts']],
  ['event-store', []],
  ['postgres-server', []],
  ['agent', ['contracts']],
  ['dashboard', ['contracts']],
  ['tools', ['contracts']],
  ['api', ['contracts', 'domain', 'event-store', 'postgres-server']],
  ['evaluation', ['contracts', 'domain']],
  ['e2e', ['contracts', 'postgres-server']],
];

export default tseslint.config(
  { ignores: ['**/dist', '**/dist-types', '**/node_modules', '.nx', '.lockstep', 'bench/node_modules'] },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.ts', '**/*.tsx'] })),
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          enforceBuildableLibDependency: false,
          depConstraints: layers.map(([layer, may]) => ({
            sourceTag: `layer:${layer}`,
            onlyDependOnLibsWithTags: [`layer:${layer}`, ...may.map((other) => `layer:${other}`)],
          })),
        },
      ],
    },
  },
  {
    // Nest injects by the classes that the decorators' metadata names, so they are imports of values.
    files: ['apps/api/src/**/*.ts'],
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
  },
  {
    files: ['**/*.mjs'],
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }], 'no-unreachable': 'error' },
  },
  {
    // Specs of the store run on a real PostgreSQL of ours.
    files: [
      'libs/event-store/**/*.spec.ts',
      'libs/event-store/src/testing/**',
      'apps/agent/**/*.spec.ts',
      'tools/**/*.spec.ts',
    ],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
  {
    // The domain is pure: no package, nothing of Node, no clock of its own, and of the contracts only their types.
    files: ['libs/domain/src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'libs/domain/src/testing/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^node:', message: 'The domain knows nothing of Node.' },
            { regex: '^(?!\\.|@lockstep/contracts$)', message: 'The domain imports no package.' },
            {
              regex: '^@lockstep/contracts$',
              allowTypeImports: true,
              message: 'Of the contracts, the domain sees types only.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', { name: 'Date', message: 'Time comes in as an argument.' }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness comes in as an argument.' },
      ],
    },
  },
  {
    files: ['libs/contracts/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(?!\\.|zod$)', message: 'The contracts know zod only.' }] },
      ],
    },
  },
  {
    files: ['apps/dashboard/src/**/*.tsx', 'apps/dashboard/src/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
);
