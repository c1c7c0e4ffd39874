import { describe, expect, it } from '@jest/globals';
import { runsInLog } from './log-runs.ts';

const at = (text: string) => Date.parse(`2026-11-23T${text}Z`);
const SEEN = { since: at('08:00:00'), until: at('08:04:00'), quiet: false };
const REFUSED = 'Cannot connect to h (10.0.0.1:143): Connection refused';
const notes = (text: string, seen = SEEN) => runsInLog(text, seen).map(({ note }) => note);

describe('a log of mbsync', () => {
  it('tells runs apart by their exit codes', () => {
    expect(notes(`exit 0\n${REFUSED}\nexit 1\nMaildir notice: x\nexit code 0\n`)).toMatchObject([
      { outcome: 'succeeded' },
      { outcome: 'failed', error: REFUSED },
      { outcome: 'succeeded', trigger: 'schedule' },
    ]);
  });

  it('bears times, or else a run was when it was seen', () => {
    const stamped = `2026-11-23T09:01:00+01:00\n${REFUSED}\n2026-11-23T08:01:20Z exit 1\n`;
    expect(notes(stamped)).toMatchObject([
      { startedAt: '2026-11-23T08:01:00.000Z', endedAt: '2026-11-23T08:01:20.999Z' },
    ]);
    expect(notes('2026-11-23T08:01:00Z\nexit 0\n')).toMatchObject([
      { startedAt: '2026-11-23T08:01:00.000Z', endedAt: '2026-11-23T08:04:00.000Z' },
    ]);
    expect(notes('exit 0\n')).toMatchObject([
      { startedAt: '2026-11-23T08:00:00.000Z', endedAt: '2026-11-23T08:04:00.000Z' },
    ]);
  });

  it('may be a journal', () => {
    const journal = [
      `2026-11-23T08:01:00+0000 host mbsync[71]: ${REFUSED}`,
      '2026-11-23T08:01:01+0000 host systemd[1]: mbsync.service: Main process exited, code=exited, status=1/FAILURE',
      '2026-11-23T08:03:00+0000 host mbsync[80]: Maildir notice: x',
      '2026-11-23T08:03:01+0000 host systemd[1]: mbsync.service: Deactivated successfully.',
      '',
    ].join('\n');
    expect(notes(journal)).toMatchObject([
      { outcome: 'failed', error: REFUSED, endedAt: '2026-11-23T08:01:01.999Z' },
      { outcome: 'succeeded', startedAt: '2026-11-23T08:03:00.000Z' },
    ]);
  });

  it('leaves a run open until it ends, and a line until it is whole', () => {
    expect(runsInLog(`exit 0\n${REFUSED}\nexit`, SEEN).map((one) => one.end)).toEqual([7]);
    expect(notes(`${REFUSED}\n`)).toEqual([]);
    expect(notes(`${REFUSED}\n`, { ...SEEN, quiet: true })).toMatchObject([{ outcome: 'failed' }]);
  });

  it('without an exit code proves a failure by its complaint, and a success not at all', () => {
    const quiet = { ...SEEN, quiet: true };
    expect(notes('Reading configuration file /x\nSynchronizing...\n', quiet)).toEqual([null]);
    const box = 'Error: channel all: far side box Work cannot be opened.';
    const twice = `Reading configuration file /x\n${box}\nReading configuration file /x\nSynchronizing...\n`;
    expect(notes(twice, quiet)).toMatchObject([{ outcome: 'partial', failedBoxes: ['Work'] }, null]);
  });

  it('may hold anything', () => {
    expect(notes('\u0000\u0001\n2026-99-99T99:99:99Z x\nexit 9999\n\n\n', { ...SEEN, quiet: true })).toEqual([null]);
  });
});
