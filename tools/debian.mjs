// What the tests need of the system: a browser, an IMAP server, mbsync, an Alertmanager and openssl.
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './workspace.mjs';

const needs = [
  { name: 'Chromium', programs: [['chromium', 'chromium-browser', 'google-chrome']], packages: ['chromium'] },
  { name: 'Dovecot', programs: [['dovecot'], ['doveadm']], packages: ['dovecot-imapd'] },
  { name: 'mbsync', programs: [['mbsync']], packages: ['isync'] },
  {
    name: 'Alertmanager',
    programs: [['prometheus-alertmanager', 'alertmanager']],
    packages: ['prometheus-alertmanager'],
  },
  // Makes the certificates of the mail server and the HTTPS server that the tests send to.
  { name: 'openssl', programs: [['openssl']], packages: ['openssl'] },
];

/** Installs what is missing where it may, and says what is missing still: tests that need it skip themselves. */
export async function provideSystemPrograms() {
  const missing = needs.filter((need) => !isThere(need));
  if (missing.length > 0) await installFromDebian(missing);

  const stillMissing = needs.filter((need) => !isThere(need)).map(({ name }) => name);
  for (const name of stillMissing) console.log(`SKIPPED: all tests that need ${name}, which is not here.`);
  return stillMissing;
}

async function installFromDebian(missing) {
  const names = missing.map(({ name }) => name).join(', ');
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    console.log(`Missing: ${names}. As root on Debian they would be installed; here they are not.`);
    return;
  }
  console.log(`Missing: ${names}. Installing from Debian …`);
  await withoutStartingServices(async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { quiet: true, env });
    const packages = missing.flatMap((need) => need.packages);
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { quiet: true, env });
  });
}

/** The tests start a Dovecot and an Alertmanager of their own; Debian's need not begin to serve on this machine. */
async function withoutStartingServices(install) {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return install();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    rmSync(policy);
  }
}

function isThere({ programs }) {
  return programs.every((names) => names.some((name) => findProgram(name) !== null));
}

/** Dovecot is in sbin, which is not on everybody's path. */
function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/bin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
