import { describe, expect, it } from '@jest/globals';
import { alert } from './testing/messages.ts';
import { fixesOf, stepLines } from './wording.ts';

const of = (mailbox: string, id: string) =>
  alert({ labels: { mailbox }, fix: { id, title: `Mend ${id}`, guard: null, steps: ['Do it.'] } });

describe('what to do, in a message', () => {
  it('is said once for all where all are to do the same', () => {
    expect(fixesOf([of('ann', 'K8'), of('bo', 'K8')]).map(({ title }) => title)).toEqual(['Mend K8']);
  });

  it('says for whom where they are to do different things, or some nothing', () => {
    const names = ['ann', 'bo', 'cy', 'dee', 'eve'].map((name) => of(name, 'K8'));
    expect(fixesOf([...names, of('fay', 'K10')]).map(({ title }) => title)).toEqual([
      'Mend K8 (for ann, bo, cy, 2 more)',
      'Mend K10 (for fay)',
    ]);
    expect(fixesOf([of('ann', 'K8'), alert({ fix: null })])[0]!.title).toBe('Mend K8 (for ann)');
  });

  it('begins with the guard, which is no step', () => {
    expect(stepLines(fixesOf([alert()])[0]!).slice(0, 2)).toEqual([
      'First: Export the offline items: there are more than on the server.',
      '1. Disable offline use.',
    ]);
  });

  it('says what to look for on the screen in plain words', () => {
    const steps = ['Open *File → Account Settings*.'];
    expect(stepLines({ guard: null, steps })).toEqual(['1. Open File → Account Settings.']);
  });
});
