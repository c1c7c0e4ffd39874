import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;

/**
 * The key that encrypts the secrets of channels, 32 bytes: from LOCKSTEP_SECRET_KEY, of which a digest is taken, or else made once and kept in
 * `LOCKSTEP_DATA/secrets/channel-key`, readable by us only. Throws where that file cannot be made or is not one of ours.
 */
export function secretKey({ secretKey: said, dataFolder }: { secretKey: string | null; dataFolder: string }): Buffer {
  if (said !== null) return createHash('sha256').update(said).digest();
  const folder = join(dataFolder, 'secrets');
  const file = join(folder, 'channel-key');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = Buffer.from(readOrMake(folder, file).trim(), 'base64');
  if (key.length !== KEY_BYTES)
    throw new Error(`${file} does not hold a key of ours. Bring it back, or remove it and enter the secrets again.`);
  return key;
}

/** Processes that start together make one key: it is written beside, and only the first can give it its name. */
function readOrMake(folder: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  }
  const beside = join(folder, `.channel-key-${randomBytes(8).toString('hex')}`);
  writeFileSync(beside, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(beside, file);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(beside);
  }
  return readFileSync(file, 'utf8');
}
