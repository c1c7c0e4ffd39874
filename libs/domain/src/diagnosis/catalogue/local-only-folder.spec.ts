import { describe, expect, it } from '@jest/globals';
import { localOnlyFolder as rule } from './local-only-folder.ts';
import { tried } from '../../testing/coded-rule.ts';
import { type FolderOnPaper, NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { days, hours } from '../../testing/durations.ts';

const errors = (offline: number, more: FolderOnPaper = {}) =>
  aFolder({
    path: ['Sync Issues', 'Conflicts'],
    server: null,
    offline,
    localOnly: true,
    because: 'local-only',
    status: 'in-step',
    first: { at: NOW - days(7), position: 2, serverItems: 0, offlineItems: 5 },
    offlineMoved: { at: NOW - hours(2), by: 3 },
    ...more,
  });
const asked = (...folders: ReturnType<typeof errors>[]) => rule.matches(anEvidence({ folders }));

describe('local-only-folder', () => {
  it('fits a folder of sync errors that grows, and says by how much', () => {
    expect(asked(errors(40))!.cause).toContain('grew by 35 items');
  });

  it('does not fit one that gets an entry now and then, or grew long ago', () => {
    expect(asked(errors(9))).toBeNull();
    expect(asked(errors(40, { offlineMoved: { at: NOW - days(5), by: 3 } }))).toBeNull();
  });

  it('does not fit a local archive that its user fills', () => {
    expect(asked(errors(400, { path: ['Local archive'] }))).toBeNull();
  });

  it('fits one that is compared with a server folder that never was', () => {
    const folder = errors(4, { localOnly: false, because: null, status: 'unknown' });
    expect(asked(folder)!.cause).toContain('nothing on the server');
  });

  it('is confirmed when it has not grown for a day', () => {
    const calm = errors(40, { offlineMoved: { at: NOW - days(3), by: 3 } });
    expect(rule.fix!.confirmed(anEvidence({ folders: [calm] }), tried(30))).toBe(true);
    expect(rule.fix!.confirmed(anEvidence({ folders: [calm] }), tried(3))).toBe(false);
    expect(rule.fix!.confirmed(anEvidence({ folders: [errors(40)] }), tried(30))).toBe(false);
  });
});
