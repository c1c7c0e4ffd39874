// `npm test`: everything, from a fresh clone. The last line is `N passed, N failed, N skipped`.
import { checks } from './checks.mjs';
import { provideSystemPrograms } from './debian.mjs';
import { jest, playwright, playwrightSkipped } from './runners.mjs';
import { build, install } from './workspace.mjs';

const results = [];

try {
  await everything();
} catch (error) {
  console.error(error);
  results.push({ name: 'the test command itself', passed: 0, failed: 1, skipped: 0 });
}
close();

async function everything() {
  if (!(await step('install', install))) return;
  const missing = await provideSystemPrograms();
  await step('build', () => build({ quiet: true }));
  for (const check of checks) await step(check.name, async () => (await check.run()) === 0);
  await runner('unit tests', () => jest('unit'));
  await runner('integration tests', () => jest('integration'));
  await runner('browser tests', missing.includes('Chromium') ? playwrightSkipped : playwright);
}

async function step(name, act) {
  const { failed } = await runner(name, async () =>
    (await act()) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
  );
  return failed === 0;
}

async function runner(name, act) {
  console.log(`\n── ${name}`);
  const startedAt = performance.now();
  const result = { name, skipped: 0, ...(await act()), seconds: (performance.now() - startedAt) / 1000 };
  results.push(result);
  return result;
}

function close() {
  console.log('\n──');
  for (const { name, seconds, ...counts } of results) {
    console.log(
      `${counts.failed > 0 ? '✗' : '✓'} ${name}: ${inWords(counts)}${seconds ? ` (${seconds.toFixed(0)} s)` : ''}`,
    );
  }
  const sum = (what) => results.reduce((total, result) => total + result[what], 0);
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(inWords(total));
}

function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
