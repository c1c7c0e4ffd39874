import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The agent's own folder, where the operating system keeps such things. */
export function defaultStateFolder(home: string, environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const local = environment['LOCALAPPDATA'];
  if (platform === 'win32') return join(local ?? join(home, 'AppData', 'Local'), 'lockstep-agent');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'lockstep-agent');
  return join(environment['XDG_STATE_HOME'] ?? join(home, '.local', 'state'), 'lockstep-agent');
}

/** It holds a token, so it is its owner's alone. */
export async function makeStateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
}
