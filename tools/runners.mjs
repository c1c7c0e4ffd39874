// The test runners, each answering with the same three numbers. A runner that breaks down counts as one failure.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runTool, toolPath, run } from './workspace.mjs';

/** A runner that hangs is ended, so that the closing line comes all the same. */
const LIMIT_MS = 10 * 60_000;

/**
 * Files at a time. Jest by itself leaves a core free, which of two is half. Integration tests mostly wait, for real programs; more
 * than four of them would want more connections than their PostgreSQL has.
 */
const WORKERS = {
  unit: availableParallelism(),
  integration: Math.min(4, Math.max(2, availableParallelism())),
};

/** `project`: unit or integration. */
export function jest(project) {
  return withReport(async (report) => {
    const code = await run(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        toolPath('jest'),
        '--selectProjects',
        project,
        `--maxWorkers=${WORKERS[project]}`,
        '--json',
        `--outputFile=${report}`,
        '--passWithNoTests',
      ],
      { limitMs: LIMIT_MS },
    );
    return { code, count: jestCount };
  });
}

export function playwright() {
  const config = join(root, 'apps', 'e2e', 'playwright.config.ts');
  return withReport(async (report) => {
    const code = await runTool('playwright', ['test', '--config', config, '--reporter=list,json'], {
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      limitMs: LIMIT_MS,
    });
    return { code, count: playwrightCount };
  });
}

/** How many errands there are, when there is no browser to run them. */
export function playwrightSkipped() {
  const config = join(root, 'apps', 'e2e', 'playwright.config.ts');
  return withReport(async (report) => {
    const code = await runTool('playwright', ['test', '--config', config, '--list', '--reporter=json'], {
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      quiet: true,
    });
    return { code, count: (said) => ({ passed: 0, failed: 0, skipped: specsIn(said.suites) }) };
  });
}

async function withReport(execute) {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-report-'));
  try {
    const report = join(folder, 'report.json');
    const { code, count } = await execute(report);
    const counted = existsSync(report)
      ? count(JSON.parse(readFileSync(report, 'utf8')))
      : { passed: 0, failed: 0, skipped: 0 };
    // Whatever it counted, a runner that says no has failed at something.
    return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function jestCount(said) {
  return {
    passed: said.numPassedTests,
    failed: said.numFailedTests + said.numRuntimeErrorTestSuites,
    skipped: said.numPendingTests + said.numTodoTests,
  };
}

/** A flaky one failed once, so it is not in order. */
function playwrightCount({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

function specsIn(suites = []) {
  return suites.reduce((sum, suite) => sum + (suite.specs?.length ?? 0) + specsIn(suite.suites), 0);
}
