import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../testing/eventually.ts';

/** Debian's name for it comes first; the project's own is the other. Null: there is none here. */
export function findAlertmanager(): string | null {
  const folders = (process.env['PATH'] ?? '').split(':').concat('/usr/bin', '/usr/local/bin');
  const programs = folders.flatMap((folder) =>
    ['prometheus-alertmanager', 'alertmanager'].map((name) => join(folder, name)),
  );
  return programs.find(isExecutable) ?? null;
}

/** One of our own on loopback, alone, with its data in a temporary folder; it tells `webhookUrl` of what it is told. */
export async function startAlertmanager(program: string, webhookUrl: string) {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-alertmanager-'));
  const config = join(folder, 'alertmanager.json');
  writeFileSync(config, JSON.stringify(configuration(webhookUrl)));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    { stdio: 'ignore' },
  );
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await eventually(async () => {
      if (!(await fetch(`${url}/-/ready`)).ok) throw new Error('Alertmanager is not ready.');
    }, 20_000);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** JSON is YAML too. */
function configuration(webhookUrl: string) {
  return {
    route: { receiver: 'sink', group_by: ['alertname', 'server'], group_wait: '100ms', group_interval: '500ms' },
    receivers: [{ name: 'sink', webhook_configs: [{ url: webhookUrl, send_resolved: true }] }],
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
