import { describe, expect, it } from '@jest/globals';
import { concerns, saysOf } from './folder-events.ts';

describe('the events of a folder', () => {
  it.each([
    ['a report in the compact form of the log', { folders: [[['INBOX'], 5, 5, null]] }],
    ['a report with named fields', { folders: [{ path: ['INBOX'] }] }],
    ['a removal', { removed: [['INBOX']] }],
    ['an attempt', { folders: [['INBOX'], ['Sent']] }],
    ['a condition', { condition: { folder: ['INBOX'] } }],
    ['what concerns the whole replica', { condition: { folder: null } }],
    ['a heartbeat', { folders: [] }],
  ])('hold %s', (_, data) => {
    expect(concerns({ data }, ['INBOX'])).toBe(true);
  });

  it.each([
    ['a report', { folders: [[['Sent'], 5, 5, null]] }],
    ['a condition', { condition: { folder: ['INBOX', 'Sub'] } }],
  ])('leave out %s of another folder', (_, data) => {
    expect(concerns({ data }, ['INBOX'])).toBe(false);
  });

  it('say of a report the numbers of this folder', () => {
    const report = { type: 'ReplicaReported', summary: 'Report 3: 2 folders' };
    const data = {
      folders: [
        [['Sent'], 9, 9, null],
        [['INBOX'], 12846, null, null],
      ],
    };
    expect(saysOf({ ...report, data }, ['INBOX'])).toBe('server 12,846 · offline unknown');
    expect(saysOf({ ...report, data: { folders: [] } }, ['INBOX'])).toBe('Report 3: 2 folders');
  });
});
