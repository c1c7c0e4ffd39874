import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { open, seal, WrongSecretKeyError } from './secret-box.ts';
import { secretKey } from './secret-key.ts';

const KEY = Buffer.alloc(32, 1);

describe('a sealed secret', () => {
  it('opens with its key, for whom it was sealed', () => {
    expect(open(KEY, seal(KEY, 'pässword', 'channel/password/1'), 'channel/password/1')).toBe('pässword');
    expect(open(KEY, seal(KEY, '', 'a'), 'a')).toBe('');
  });

  it('looks different each time, and never like itself', () => {
    const [one, two] = [seal(KEY, 'the same secret', 'a'), seal(KEY, 'the same secret', 'a')];
    expect(one.ciphertext.equals(two.ciphertext)).toBe(false);
    expect(one.ciphertext.toString('latin1')).not.toContain('secret');
  });

  it('stays shut to another key, in another place, or when a bit of it was changed', () => {
    const sealed = seal(KEY, 'secret', 'a/password/1');
    expect(() => open(Buffer.alloc(32, 2), sealed, 'a/password/1')).toThrow(WrongSecretKeyError);
    expect(() => open(KEY, sealed, 'b/password/1')).toThrow('cannot be read');
    sealed.ciphertext[0]! ^= 1;
    expect(() => open(KEY, sealed, 'a/password/1')).toThrow('LOCKSTEP_SECRET_KEY');
    expect(() => open(KEY, { ...sealed, ciphertext: Buffer.alloc(3) }, 'a')).toThrow(WrongSecretKeyError);
  });
});

describe('the key', () => {
  let dataFolder: string;
  beforeEach(() => void (dataFolder = mkdtempSync(join(tmpdir(), 'lockstep-key-'))));
  afterEach(() => rmSync(dataFolder, { recursive: true }));

  it('is what the environment says, wherever the data is', () => {
    const said = 'x'.repeat(32);
    expect(secretKey({ secretKey: said, dataFolder }).equals(secretKey({ secretKey: said, dataFolder: '/' }))).toBe(
      true,
    );
    expect(readdirSync(dataFolder)).toEqual([]);
  });

  it('is made once, and leaves nothing else behind', () => {
    const made = secretKey({ secretKey: null, dataFolder });
    expect(made).toHaveLength(32);
    expect(secretKey({ secretKey: null, dataFolder }).equals(made)).toBe(true);
    expect(readdirSync(join(dataFolder, 'secrets'))).toEqual(['channel-key']);
  });

  it('is refused rather than made anew where the file holds something else', () => {
    secretKey({ secretKey: null, dataFolder });
    writeFileSync(join(dataFolder, 'secrets', 'channel-key'), 'half of it');
    expect(() => secretKey({ secretKey: null, dataFolder })).toThrow('does not hold a key of ours');
  });
});
