import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from './catalogue.ts';
import { diagnose } from './diagnose.ts';
import { stepsFor } from './steps-for.ts';
import { TROUBLE_CODES } from '@lockstep/contracts';
import { aFolder, anEvidence } from '../testing/evidence.ts';

const OF_ANOTHER_CLIENT = /mbsync|systemctl|journalctl|maildir|doveadm|crontab/i;
// They never fit a replica of the Exchange type, for the article has the same cause.
const NOT_OF_OUTLOOK = ['not-synchronizing', 'server-deleted', 'mailbox-moved'];
const FIXES = CATALOGUE.flatMap(({ id, fix }) => (fix === null ? [] : [[id, fix] as const]));

describe('the steps for an Outlook', () => {
  it.each(FIXES.filter(([id]) => !NOT_OF_OUTLOOK.includes(id)))('name nothing of another client: %s', (_, fix) => {
    for (const step of stepsFor(fix, true)) expect(step).not.toMatch(OF_ANOTHER_CLIENT);
  });

  it.each(TROUBLE_CODES)('are shown of every cause that fits it, and name nothing of another client: %s', (code) => {
    const folders = [
      aFolder({ path: ['INBOX'], troubles: [code] }),
      aFolder({ server: 1_005, offline: 965, troubles: [code] }),
    ];
    for (const troubles of [[], [code]]) {
      const { items } = diagnose(anEvidence({ exchange: true, folders, troubles }));
      expect(items.map(({ rule }) => rule.id).filter((id) => NOT_OF_OUTLOOK.includes(id))).toEqual([]);
      for (const { steps, guard, rule } of items)
        for (const text of [...steps, guard?.text ?? '', rule.fix?.risk ?? '', rule.fix?.confirmedWhen ?? ''])
          expect(text).not.toMatch(OF_ANOTHER_CLIENT);
    }
  });
});

describe('the steps for any client', () => {
  it.each(FIXES)('say whose a command is before they give it: %s', (_, { steps }) => {
    for (const step of steps) {
      const [words] = step.split('`');
      if (/`[^`]*(mbsync|systemctl --user|crontab -l)/.test(step)) expect(words).toMatch(/\bmbsync\b|cron/);
      if (/`[^`]*doveadm/.test(step)) expect(words).toContain('Dovecot');
    }
  });

  it('are those of a replica that is none of an Outlook, and of an Outlook where it has no others', () => {
    const fix = FIXES.find(([id]) => id === 'offline-deleted')![1];
    expect(stepsFor(fix, false)).toBe(fix.steps);
    expect(stepsFor(fix, true)).toBe(fix.exchangeSteps);
    expect(stepsFor({ ...fix, exchangeSteps: undefined } as never, true)).toBe(fix.steps);
  });
});
