import { expect, it } from '@jest/globals';
import { toCsv } from './csv.ts';

it('quotes what would break a row, and leaves unknown empty', () => {
  expect(
    toCsv(
      ['at', 'name'],
      [
        [0, 'a,b'],
        [null, 'say "yes"\nno'],
      ],
    ),
  ).toBe('at,name\r\n0,"a,b"\r\n,"say ""yes""\nno"\r\n');
});

it('lets no name run as a formula, and keeps numbers numbers', () => {
  expect(toCsv(['x'], [['=1+1'], ['@cmd'], [-3]])).toBe("x\r\n'=1+1\r\n'@cmd\r\n-3\r\n");
});
