import { describe, expect, it } from '@jest/globals';
import { decodeModifiedUtf7, encodeModifiedUtf7 } from './modified-utf7.ts';

describe('a folder name in modified UTF-7', () => {
  it.each([
    ['&AMk-t&AOk-', 'Été'],
    ['Acme &- Co', 'Acme & Co'],
    ['&U,BTFw-', '台北'],
    ['&ZeVnLIqe-', '日本語'],
    ['&2D3eAA-', '😀'],
    ['INBOX', 'INBOX'],
    ['a&-b&-', 'a&b&'],
  ])('reads %s as %s and writes it back', (encoded, decoded) => {
    expect(decodeModifiedUtf7(encoded)).toBe(decoded);
    expect(encodeModifiedUtf7(decoded)).toBe(encoded);
  });

  it.each(['R&D', 'AT&T', 'a & b', '&!!-', '&AAA', 'Été', '&AGE-'])('takes %s as it stands', (name) => {
    expect(decodeModifiedUtf7(name)).toBe(name);
  });
});
