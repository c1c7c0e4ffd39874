import { describe, expect, it } from '@jest/globals';
import { csvLine } from './csv.ts';

describe('a line of CSV', () => {
  it('ends in CRLF, and quotes what would end a field', () => {
    expect(csvLine(['a', 7, 'b,c', 'say "no"', 'two\nlines'])).toBe('a,7,"b,c","say ""no""","two\nlines"\r\n');
  });

  it('leaves what is unknown empty, where zero is zero', () => {
    expect(csvLine([null, 0, ''])).toBe(',0,\r\n');
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])('is no formula: %j', (text) => {
    expect(csvLine([text]).replace(/^"/, '').startsWith("'")).toBe(true);
    expect(csvLine([text, 'end'])).toMatch(/,end\r\n$/);
  });
});
