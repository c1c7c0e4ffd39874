// `npm run check`: format, lint, the layers, the compose file, types and unit tests, in seconds.
import { checks } from './checks.mjs';
import { fail, install } from './workspace.mjs';
import { jest } from './runners.mjs';

if (!(await install())) fail('The installation failed; see above.');

const failed = [];
for (const { name, run } of [...checks, { name: 'unit', run: async () => (await jest('unit')).failed }]) {
  const startedAt = performance.now();
  const ok = (await run()) === 0;
  console.log(`${ok ? '✓' : '✗'} ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  if (!ok) failed.push(name);
}
if (failed.length > 0)
  fail(`\nNot in order: ${failed.join(', ')}.${failed.includes('format') ? ' `npm run format` formats.' : ''}`);
