import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface Sealed {
  readonly ciphertext: Buffer;
  readonly nonce: Buffer;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM. `bound` says whose secret it is: it opens only for the same, so that rows cannot be exchanged for each other. */
export function seal(key: Buffer, secret: string, bound: string): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { ciphertext, nonce };
}

export function open(key: Buffer, { ciphertext, nonce }: Sealed, bound: string): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
    decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(ciphertext.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw new WrongSecretKeyError();
  }
}

/** What is stored was encrypted by another key, or was changed since. */
export class WrongSecretKeyError extends Error {
  override readonly name = 'WrongSecretKeyError';
  readonly permanent = true;
  constructor() {
    super(
      "The channel's secret cannot be read with this server's key. Bring back LOCKSTEP_SECRET_KEY or the file " +
        'secrets/channel-key of LOCKSTEP_DATA, or enter the secret again.',
    );
  }
}
