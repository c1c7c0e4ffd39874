import type { MadeSecrets } from './access/first-start.ts';

/** What a person must read at the start. The secrets are shown here, once, and nowhere else. */
export function banner(url: string | null, { adminPassword, joinKey }: MadeSecrets): string {
  const lines: string[] = [];
  if (url !== null) lines.push(`Lockstep is at ${url}`);
  if (adminPassword !== null || joinKey !== null) lines.push('', 'Shown this once, so keep it:');
  if (adminPassword !== null) lines.push(`  sign in   admin, password ${adminPassword}`);
  if (joinKey !== null) lines.push(`  join key  ${joinKey}`);
  if (url !== null && joinKey !== null) {
    lines.push(
      '',
      'Enrol a mailbox (in this folder, leave out the first line):',
      `  npm install -g ${url}/agent/lockstep-agent.tgz`,
      `  npx lockstep-agent join --server ${url} --key ${joinKey} --mailbox anna@example.org`,
    );
  }
  return lines.length === 0 ? '' : `\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n\n`;
}
