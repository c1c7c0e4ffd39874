// `npm start [-- --demo]`: installs and builds what is missing, then serves.
import './node-version.mjs';
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fail, prepare, root } from './workspace.mjs';

const unknown = process.argv.slice(2).filter((argument) => argument !== '--demo');
if (unknown.length > 0) fail(`Unknown: ${unknown.join(' ')}. Usage: npm start [-- --demo]`);

const server = join(root, 'apps', 'api', 'dist', 'main.js');
if (!existsSync(server)) console.log('Getting ready; the first time takes a minute or two …');
const withDemo = process.argv.includes('--demo');
// The agent too, for the command that is printed runs it.
await prepare({
  projects: ['@lockstep/api', '@lockstep/dashboard', 'lockstep-agent', ...(withDemo ? ['@lockstep/tools'] : [])],
  quiet: true,
  built: (project) => console.log(`  built ${project}`),
});
if (withDemo) startDemo();

// In this very process: a signal, a kill or a terminal that closes then meets the server itself and nothing in between.
process.chdir(root);
process.setSourceMapsEnabled(true);
if (process.env.npm_lifecycle_event) endWithNpm();
await import(server);

/** npm passes signals on, but a killed one cannot. */
function endWithNpm() {
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

/** A fleet through the agents' own door, once that is open. Ends with us, however we end. */
function startDemo() {
  // Three hundred enrolments would push the password out of sight.
  process.env.LOCKSTEP_LOG_LEVEL ||= 'warn';
  process.env.LOCKSTEP_DEMO = '1';
  if (!process.env.LOCKSTEP_JOIN_KEY) {
    process.env.LOCKSTEP_JOIN_KEY = randomBytes(24).toString('base64url');
    // A key set by environment is not printed by the server, and this one nobody knows.
    console.log(`Join key ${process.env.LOCKSTEP_JOIN_KEY} (of this demo)`);
  }
  const url = `http://${reachable(process.env.HOST || '127.0.0.1')}:${process.env.PORT || 4400}`;
  let demo;
  process.once('exit', () => demo?.kill());

  void isReady(url).then(() => {
    demo = fork(join(root, 'tools', 'run-demo.mjs'), { env: { ...process.env, LOCKSTEP_URL: url } });
    demo.once(
      'exit',
      (code) => code && console.error(`The simulated fleet ended with code ${code}; the server goes on.`),
    );
    demo.unref();
    demo.channel?.unref();
  });
}

async function isReady(url) {
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await pause(200, undefined, { ref: false });
  }
}

function reachable(host) {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
