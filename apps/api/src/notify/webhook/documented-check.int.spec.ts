import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { message } from '../testing/messages.ts';
import { webhookBody } from './body.ts';
import { signature } from './signature.ts';

const page = readFileSync(new URL('../../../../../docs/NOTIFICATIONS.md', import.meta.url), 'utf8');
const example = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)![1]!;
const body = JSON.stringify(webhookBody(message(), 'Zürich'));
const now = 1_772_440_200_000;
const cases: [string, string, string, string, number, boolean][] = [
  ['what was signed', signature(body, 'key', now), body, 'key', now + 60_000, true],
  ['what was changed', signature(body, 'key', now), `${body} `, 'key', now, false],
  ['what another key signed', signature(body, 'other', now), body, 'key', now, false],
  ['what is old', signature(body, 'key', now), body, 'key', now + 301_000, false],
  ['what is not signed', 'nonsense', body, 'key', now, false],
];

describe('the check of a signature, as it is documented', () => {
  it.each(cases)('in Node, of %s', (_what, header, sent, key, at, expected) => {
    const call = `console.log(isFromLockstep(${JSON.stringify(header)}, Buffer.from(process.env.BODY), '${key}', ${at}))`;
    const said = run(process.execPath, ['--input-type=module', '-e', `${example('js')}\n${call}`], sent);
    expect(said).toBe(String(expected));
  });

  const withPython = isThere('python3') ? it : it.skip;
  withPython.each(cases)('in Python, of %s', (_what, header, sent, key, at, expected) => {
    const call = `print(is_from_lockstep(${JSON.stringify(header)}, os.environb[b"BODY"], "${key}", ${at / 1_000}))`;
    const said = run('python3', ['-c', `import os\n${example('python')}\n${call}`], sent);
    expect(said).toBe(expected ? 'True' : 'False');
  });
});

function run(program: string, args: string[], sent: string): string {
  return execFileSync(program, args, {
    env: { ...process.env, BODY: sent, NODE_OPTIONS: '' },
    encoding: 'utf8',
  }).trim();
}

function isThere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
