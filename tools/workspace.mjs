import './node-version.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a program to its end; its exit code, or 1 when it was killed, took too long or is not there. */
export async function run(program, args, { quiet = false, env = {}, cwd = root, limitMs, heard } = {}) {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  const stopPassingOn = passSignalsOn(child);
  const limit = limitMs && setTimeout(() => endLate(child, program, limitMs), limitMs);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk));
  if (heard && child.stdout) createInterface({ input: child.stdout }).on('line', heard);
  const code = await Promise.race([
    once(child, 'close').then(([status]) => status ?? 1),
    once(child, 'error').then(([error]) => (console.error(`${program}: ${error.message}`), 1)),
  ]);
  clearTimeout(limit);
  stopPassingOn();
  // What was quiet is worth reading only when it failed.
  if (code !== 0) process.stderr.write(Buffer.concat(said));
  return code;
}

/** Who asks us to end asks what we run, first. */
function passSignalsOn(child) {
  const listeners = Object.entries({ SIGINT: 130, SIGTERM: 143 }).map(([name, code]) => {
    const listener = () => {
      child.once('close', () => process.exit(code));
      child.kill(name);
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  return () => listeners.forEach((remove) => remove());
}

/** Gently first: it may have children and files of its own to put away. */
function endLate(child, program, limitMs) {
  console.error(`${program} has not ended after ${limitMs / 60_000} minutes: ending it.`);
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
}

/** A program out of node_modules, run by this very Node. */
export function runTool(tool, args, options) {
  return run(process.execPath, [toolPath(tool), ...args], options);
}

export function toolPath(tool) {
  return realpathSync(join(root, 'node_modules', '.bin', tool));
}

/** `npm ci`, where what is installed is not what the lock says. */
export async function install(folder = root) {
  if (isInstalled(folder)) return true;
  console.error(`Installing ${folder === root ? 'what Lockstep needs' : `what ${folder} needs`} (npm ci) …`);
  return (await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder })) === 0;
}

/** Compares contents and not dates: a checkout sets those as it likes. */
function isInstalled(folder) {
  const installedLock = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const packagesOf = (lock) => JSON.parse(readFileSync(lock, 'utf8')).packages;
  const installed = packagesOf(installedLock);
  return Object.entries(packagesOf(join(folder, 'package-lock.json'))).every(
    ([path, { version, link, optional, devOptional }]) =>
      !path.includes('node_modules/') || link || optional || devOptional || installed[path]?.version === version,
  );
}

/** Builds every project, or some with what they need; what has not changed comes from the cache. `built` hears of each that did not. */
export async function build({ projects = [], quiet = false, built } = {}) {
  const what = ['run-many', '-t', 'build', ...(projects.length > 0 ? ['-p', projects.join(',')] : [])];
  const heard = built && ((line) => BUILT.test(line) && built(BUILT.exec(line)[1]));
  return (await runTool('nx', [...what, '--outputStyle=static'], { quiet, env: nxEnvironment, heard })) === 0;
}

/** What nx says of a project it had to build; of others it adds where it found them, in brackets. */
const BUILT = /^> nx run (\S+):build\s*$/;

export const nxEnvironment = { NX_DAEMON: 'false', NX_TUI: 'false' };

/** Installs and builds, or ends the process with a word about it. */
export async function prepare(options) {
  if (!(await install())) fail('The installation failed; see above.');
  if (!(await build(options))) fail('The build failed; see above.');
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
