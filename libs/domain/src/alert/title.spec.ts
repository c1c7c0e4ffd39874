import { describe, expect, it } from '@jest/globals';
import { AlertStory, holds } from '../testing/alert-story.ts';
import type { Condition, FoldersKnown } from '../index.ts';

const titled = (known: FoldersKnown | undefined, ...open: Condition[]) =>
  new AlertStory().known('a', known, ...open).alert().title;
const many = (rule: 'mismatch' | 'stale', folders: number) =>
  Array.from({ length: folders }, (_, index) => holds(rule, 'warning', { folder: [`F${index}`] }));
const behind = (items: number | null): FoldersKnown => ({ total: 38, differences: [[['INBOX'], items]] });

describe('the title of an alert', () => {
  it.each([
    ['Person a: Inbox lacks 944 items', titled(behind(944), holds('mismatch', 'critical'))],
    ['Person a: Inbox lacks 1 item', titled(behind(1), holds('mismatch', 'critical'))],
    ['Person a: Inbox has 1,200 items only offline', titled(behind(-1200), holds('mismatch', 'warning'))],
    ['Person a: Inbox is mismatched', titled(behind(null), holds('mismatch', 'warning'))],
    ['Person a: 6 folders are mismatched', titled(undefined, ...many('mismatch', 6))],
    ['Person a: all 38 folders are stale', titled(behind(0), ...many('stale', 38))],
    ['Person a: 12 folders are stale', titled(behind(0), ...many('stale', 12))],
    ['Person a: the agent on a-laptop is silent', titled(undefined, holds('silent', 'warning', { kind: 'late' }))],
    ['Person a: the agent on a-laptop is missing', titled(undefined, holds('silent', 'critical', { kind: 'missing' }))],
    [
      'Person a: the agent on a-laptop has never reported',
      titled(undefined, holds('silent', null, { kind: 'never-reported' })),
    ],
    [
      'Person a: the server rejects the password',
      titled(undefined, holds('trouble', 'critical', { kind: 'credentials-rejected' })),
    ],
    [
      'Person a: the index is damaged in Sent',
      titled(undefined, holds('trouble', 'critical', { kind: 'index-damaged', folder: ['Sent'] })),
    ],
  ])('%s', (expected, title) => {
    expect(title).toBe(expected);
  });

  it('is one line, whatever a name holds, without a full stop', () => {
    const story = new AlertStory().incident('7', { title: 'a\r\nBcc: x\u2028y.' });
    expect(story.alert().title).toBe('a Bcc: x y');
  });

  it('follows what it is about, and not each number that moves', () => {
    const story = new AlertStory().known('a', behind(944), holds('mismatch', 'warning'));
    story.known('a', behind(940), holds('mismatch', 'warning'));
    expect(story.log).toHaveLength(1);
    story.known('a', behind(938), holds('mismatch', 'critical'));
    expect(story.alert().title).toBe('Person a: Inbox lacks 938 items');
  });
});

describe('the text of an alert', () => {
  const textOf = (...open: Condition[]) =>
    new AlertStory().known('a', { total: 38, differences: [] }, ...open).alert().text;

  it('says what else is seen of the replica, for its other alerts are quiet beneath this one', () => {
    const rejected = holds('trouble', 'critical', { kind: 'credentials-rejected' });
    const others = [...many('mismatch', 2), ...many('stale', 38)];
    expect(textOf(rejected, ...others)).toContain('Also, 2 folders are mismatched and all 38 folders are stale.');
    expect(textOf(holds('stale', 'critical'), holds('mismatch', 'warning'))).toContain('Also, Inbox is mismatched.');
  });

  it('says nothing of what is seen and does not last yet', () => {
    expect(textOf(holds('mismatch', 'warning'), holds('stale', null))).not.toContain('Also');
  });

  it('says of how many replicas only while that many are known', () => {
    const affected = (replicas: number, total: number) =>
      new AlertStory().incident('7', { users: 1, replicas, total }).alert().text;
    expect(affected(10, 214)).toMatch(/^1 mailbox, 10 of 214 replicas\./);
    expect(affected(10, 3)).toMatch(/^1 mailbox, 10 replicas\./);
  });
});
