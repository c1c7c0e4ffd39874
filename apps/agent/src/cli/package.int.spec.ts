import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What a server hands out; needs the agent built. Unpacked within its folder, so that the libraries of others are found further up. */
const agentFolder = fileURLToPath(new URL('../../', import.meta.url));
const packed = join(agentFolder, 'dist', 'lockstep-agent.tgz');
const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(agentFolder, 'dist', 'unpacked-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

(existsSync(packed) ? it : it.skip)(
  'the packed agent runs by what it carries, and carries no source or test',
  async () => {
    await run('tar', ['-xzf', packed, '-C', folder]);
    const inside = join(folder, 'package');
    const { stdout } = await run(process.execPath, [join(inside, 'bin', 'lockstep-agent.mjs'), '--version']);
    expect(stdout).toMatch(/^lockstep-agent \d/);
    expect(existsSync(join(inside, 'node_modules', '@lockstep', 'contracts', 'dist', 'index.js'))).toBe(true);

    const { stdout: names } = await run('tar', ['-tzf', packed]);
    expect(names).not.toMatch(/\.ts$|\.spec\.|\.map$|\/(bench|testing)\//m);
  },
);
