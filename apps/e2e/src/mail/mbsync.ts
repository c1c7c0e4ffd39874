import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../system/run.ts';
import type { Dovecot } from './dovecot.ts';

export const MBSYNC = '/usr/bin/mbsync';
export const hasMbsync = (): boolean => existsSync(MBSYNC);

/** A real mbsync, with the Maildir it keeps in step. */
export interface Mbsync {
  readonly configFile: string;
  synchronize(): Promise<void>;
}

export async function setUpMbsync(folder: string, server: Dovecot): Promise<Mbsync> {
  const maildir = join(folder, 'Mail');
  await mkdir(maildir, { recursive: true });
  const passwordFile = join(folder, 'imap-password');
  await writeFile(passwordFile, server.password, { mode: 0o600 });
  const configFile = join(folder, 'mbsyncrc');
  await writeFile(
    configFile,
    `
IMAPStore far
Host 127.0.0.1
Port ${server.port}
User ${server.user}
PassCmd "cat ${passwordFile}"
SSLType None
AuthMechs LOGIN

MaildirStore near
Path ${maildir}/
Inbox ${maildir}/INBOX
SubFolders Verbatim

Channel mail
Far :far:
Near :near:
Patterns *
Create Near
SyncState *
`,
  );
  return {
    configFile,
    async synchronize() {
      await run(MBSYNC, ['-c', configFile, 'mail']);
    },
  };
}
