import type { ClientFacts } from '@lockstep/contracts';
import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from './catalogue.ts';
import { diagnose } from './diagnose.ts';
import { outlookAge } from './outlook-age.ts';
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

describe('the steps for Outlook 2007 and newer', () => {
  const OF_AN_OLDER_ONE = /Tools →|Outlook 2000|newer version|Disable Offline Use|File → Import and Export|Log Off/;

  it.each(FIXES)('name no menu that is gone: %s', (_, fix) => {
    const steps = stepsFor(fix, true, 'newer');
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) expect(step).not.toMatch(OF_AN_OLDER_ONE);
  });

  it.each(TROUBLE_CODES)('are shown with all that stands beside them, of every cause that fits: %s', (code) => {
    const folders = [
      aFolder({ path: ['INBOX'], server: 1_000, offline: 1_020, troubles: [code] }),
      aFolder({ offline: 9 }),
    ];
    const { items } = diagnose(
      anEvidence({ exchange: true, client: { version: '16.0.1' }, folders, troubles: [code] }),
    );
    for (const { steps, guard, tellApart } of items)
      for (const text of [...steps, guard?.text ?? '', ...tellApart.map((one) => one.text)])
        expect(text).not.toMatch(OF_AN_OLDER_ONE);
  });

  it('are not those of the article, which are for older ones, and for one whose version nobody knows with both', () => {
    const K11 = FIXES.find(([id]) => id === 'K11')![1];
    expect(stepsFor(K11, true, 'older')).toBe(K11.steps);
    expect(stepsFor(K11, true, 'unknown')).toBe(K11.steps);
    expect(K11.steps.join()).toMatch(/Tools → Services.*In newer versions of Outlook/);
    expect(stepsFor(K11, true, 'newer').join()).toMatch(/Data Files.*Close Outlook.*Rename `{store}`/);
  });

  it.each<[ClientFacts, string]>([
    [{ name: 'Outlook', version: '16.0.17328' }, 'newer'],
    [{ name: 'Microsoft Outlook', version: '12.0' }, 'newer'],
    [{ version: '2019' }, 'newer'],
    [{ name: 'Outlook', version: '11.0' }, 'older'],
    [{ name: 'Outlook', version: '9.0.2711' }, 'older'],
    [{ name: 'Outlook 98', version: '98' }, 'older'],
    [{ name: 'Outlook' }, 'unknown'],
    [{ name: 'Outlook', version: '1.2024.1' }, 'unknown'],
    [{ name: 'Evolution', version: '46' }, 'unknown'],
  ])('are known by the version: %j is %s', (client, age) => expect(outlookAge(client)).toBe(age));
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
