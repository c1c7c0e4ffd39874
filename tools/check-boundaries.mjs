// Proves that the lint rules about who may import whom bite: each line below is a violation, and each must be found.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './workspace.mjs';

const layers = '@nx/enforce-module-boundaries';
const imports = '@typescript-eslint/no-restricted-imports';

/** As if this file held this line: the rule that must object, or null where it is allowed. */
const fixtures = [
  ['libs/domain/src/replica/fixture.ts', "import 'node:fs';", imports],
  ['libs/domain/src/replica/fixture.ts', "import 'fs';", imports],
  ['libs/domain/src/replica/fixture.ts', "import { z } from 'zod';\nz.string();", imports],
  [
    'libs/domain/src/replica/fixture.ts',
    "import { parseReport } from '@lockstep/contracts';\nparseReport({});",
    imports,
  ],
  ['libs/domain/src/replica/fixture.ts', "import '@lockstep/event-store';", layers],
  ['libs/domain/src/replica/fixture.ts', "import '../../../../apps/api/src/main.ts';", layers],
  ['libs/domain/src/replica/fixture.ts', 'export const now = Date.now();', 'no-restricted-globals'],
  ['libs/domain/src/replica/fixture.ts', 'export const dice = Math.random();', 'no-restricted-properties'],
  ['libs/contracts/src/fixture.ts', "import '@lockstep/domain';", layers],
  ['libs/contracts/src/fixture.ts', "import 'node:fs';", imports],
  ['libs/event-store/src/fixture.ts', "import '@lockstep/contracts';", layers],
  ['libs/event-store/src/fixture.ts', "import '@lockstep/domain';", layers],
  ['libs/postgres-server/src/fixture.ts', "import '@lockstep/event-store';", layers],
  ['apps/dashboard/src/fixture.tsx', "import '@lockstep/domain';", layers],
  ['apps/dashboard/src/fixture.tsx', "import '../../api/src/main.ts';", layers],
  ['apps/agent/src/fixture.ts', "import '@lockstep/domain';", layers],
  ['apps/agent/src/fixture.ts', "import '@lockstep/event-store';", layers],
  ['tools/src/fixture.ts', "import '@lockstep/domain';", layers],
  ['apps/api/src/fixture.ts', "import '../../dashboard/src/main.tsx';", layers],

  // And they are not merely against everything.
  [
    'libs/domain/src/replica/fixture.ts',
    "import type { SyncReport } from '@lockstep/contracts';\nexport type R = SyncReport;",
    null,
  ],
  ['apps/dashboard/src/fixture.tsx', "import '@lockstep/contracts';", null],
  ['apps/api/src/fixture.ts', "import '@lockstep/domain';\nimport '@lockstep/event-store';", null],
];

/** 0 when every rule bites, else 1. */
export async function checkBoundaries() {
  // Only now: on a fresh clone nothing is installed yet when this file is read.
  const { ESLint } = await import('eslint');
  const eslint = new ESLint({ cwd: root });
  let wrong = 0;
  for (const [file, code, rule] of fixtures) {
    const [{ messages }] = await eslint.lintText(`${code}\n`, { filePath: join(root, file) });
    const found = messages.map(({ ruleId, message }) => ruleId ?? message);
    if (rule === null ? found.length === 0 : found.includes(rule)) continue;
    wrong++;
    console.error(`${file} with \`${code}\`: wanted ${rule ?? 'nothing'}, lint says ${found.join(', ') || 'nothing'}.`);
  }
  return wrong === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await checkBoundaries();
