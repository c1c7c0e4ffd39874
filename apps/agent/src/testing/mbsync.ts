import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dovecot } from './dovecot.ts';

export type StatePlace = 'in the folder' | 'in a directory' | 'by default';
export type Layout = 'Verbatim' | 'Maildir++';

export interface Mbsync {
  readonly home: string;
  /** What `--offline maildir:` names. */
  readonly root: string;
  readonly mbsyncrc: string;
  /** Where a box lies offline. */
  directory(box: string): string;
  /** Where the state of a box lies. */
  state(box: string): string;
  /** Runs to the end; what it said on failing is in `output`. */
  sync(): Promise<{ code: number | null; output: string }>;
  start(): ChildProcess;
  configure(extra: string, password?: string): void;
  /** Changes the configuration as it stands. */
  rewrite(change: (text: string) => string): void;
  remove(): void;
}

/** A real mbsync with a home of its own. */
export function createMbsync(dovecot: Dovecot, layout: Layout, place: StatePlace, extra = ''): Mbsync {
  const home = mkdtempSync(join(tmpdir(), 'lockstep-mbsync-'));
  const root = join(home, 'Mail');
  const inbox = layout === 'Verbatim' ? join(root, 'INBOX') : root;
  const states = join(home, 'states/');
  mkdirSync(root);
  if (place === 'in a directory') mkdirSync(states);
  const mbsyncrc = join(home, '.mbsyncrc');

  const mbsync: Mbsync = {
    home,
    root,
    mbsyncrc,
    directory(box) {
      if (box === 'INBOX') return inbox;
      return layout === 'Verbatim' ? join(root, box) : join(root, `.${box.replaceAll('/', '.')}`);
    },
    state(box) {
      const name = box.replaceAll('/', '!');
      if (place === 'in the folder') return join(mbsync.directory(box), '.mbsyncstate');
      return place === 'in a directory' ? join(states, name) : join(home, '.mbsync', `:far:${name}_:near:${name}`);
    },
    start: () =>
      spawn('mbsync', ['-c', mbsyncrc, '-a'], {
        env: { ...process.env, HOME: home },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    async sync() {
      const child = mbsync.start();
      let output = '';
      child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr!.on('data', (chunk: Buffer) => (output += chunk.toString()));
      const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
      return { code, output };
    },
    configure(more, password = dovecot.password) {
      const path = layout === 'Verbatim' ? `Path ${root}/\n` : '';
      const syncState = { 'in the folder': 'SyncState *', 'in a directory': `SyncState ${states}`, 'by default': '' }[
        place
      ];
      writeFileSync(
        mbsyncrc,
        `FSync no\n\nIMAPAccount account\nHost 127.0.0.1\nPort ${dovecot.port}\nUser ${dovecot.user}\nPass ${password}\n` +
          `SSLType None\nAuthMechs LOGIN\n\nIMAPStore far\nAccount account\n\n` +
          `MaildirStore near\n${path}Inbox "${inbox}"\nSubFolders ${layout}\n\n` +
          `Channel all\nFar :far:\nNear :near:\nPatterns *\nCreate Near\n${syncState}\n${more}\n`,
      );
    },
    rewrite: (change) => writeFileSync(mbsyncrc, change(readFileSync(mbsyncrc, 'utf8'))),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
  mbsync.configure(extra);
  return mbsync;
}
