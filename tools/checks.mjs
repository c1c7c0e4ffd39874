// What can be said of the code without running it. Shared by `npm run check` and `npm test`.
import { checkBoundaries } from './check-boundaries.mjs';
import { checkBundle } from './check-bundle.mjs';
import { runTool } from './workspace.mjs';

export const checks = [
  { name: 'format', run: () => runTool('prettier', ['--check', '--log-level', 'warn', '.']) },
  { name: 'lint', run: () => runTool('eslint', ['--max-warnings', '0', '.']) },
  { name: 'boundaries', run: checkBoundaries },
  { name: 'compose', run: () => runTool('dclint', ['--max-warnings', '0', 'docker-compose.yml']) },
  { name: 'types', run: () => runTool('tsc', ['-b']) },
  { name: 'bundle', run: checkBundle },
];
