import { describe, expect, it } from '@jest/globals';
import { toggled } from './useRowSelection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const marked = (marks: readonly string[], last: string | null = marks.at(-1) ?? null) => ({
  marked: new Set(marks),
  last,
});

describe('rows are selected', () => {
  it('one by one, and let go again', () => {
    const one = toggled(marked([]), 'b', []);
    expect([...one.marked]).toEqual(['b']);
    expect([...toggled(one, 'b', []).marked]).toEqual([]);
  });

  it('with the shift key from the last one to this one, upwards as well', () => {
    expect([...toggled(marked(['b']), 'd', order).marked]).toEqual(['b', 'c', 'd']);
    expect([...toggled(marked(['d']), 'b', order).marked].sort()).toEqual(['b', 'c', 'd']);
  });

  it('alone where the last one has left the list', () => {
    expect([...toggled(marked(['gone']), 'c', order).marked]).toEqual(['gone', 'c']);
  });
});
