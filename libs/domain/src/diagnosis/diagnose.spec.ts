import { describe, expect, it } from '@jest/globals';
import type { DiagnosisRule, Fix } from './rule.ts';
import { aFolder, anEvidence, NOW } from '../testing/evidence.ts';
import { diagnose } from './diagnose.ts';

const match = { cause: 'So it is.', since: NOW, folders: [], points: [] };
const fix: Fix = {
  steps: ['Look.'],
  forWhom: 'user',
  cost: 'A minute.',
  risk: 'None.',
  confirmedWhen: 'It is so.',
  confirmed: () => false,
};

/** A modern rule that always fits; a row of the article where its id begins with K. */
const rule = (id: string, over: Partial<DiagnosisRule> = {}): DiagnosisRule => ({
  id,
  title: `Title of ${id}`,
  family: id.startsWith('K') ? 'article' : 'modern',
  source: 'KB195875',
  seen: '',
  cause: '',
  matches: () => match,
  fix,
  ...over,
});

const red = anEvidence({ folders: [aFolder({ server: 1_000, offline: 500 })] });
const redExchange = anEvidence({ exchange: true, folders: [aFolder({ server: 1_000, offline: 500 })] });
const ids = (evidence: typeof red, ...rules: DiagnosisRule[]) =>
  diagnose(evidence, rules).items.map(({ rule: { id } }) => id);

describe('the diagnoses of a replica', () => {
  it('stand in the order of the catalogue', () => {
    expect(ids(red, rule('one'), rule('no', { matches: () => null }), rule('other'))).toEqual(['one', 'other']);
  });

  it('are none for a replica in step without troubles, though rules would fit', () => {
    expect(ids(anEvidence(), rule('one'))).toEqual([]);
    expect(ids(anEvidence({ folders: [aFolder({ troubles: ['sync-in-progress'] })] }), rule('one'))).toEqual([]);
    expect(ids(anEvidence({ troubles: ['tls-failed'] }), rule('one'))).toEqual(['one']);
    expect(ids(anEvidence({ folders: [aFolder({ troubles: ['size-limit'] })] }), rule('one'))).toEqual(['one']);
  });

  it('name rows of the article for Exchange-type replicas alone', () => {
    expect(ids(red, rule('K6'), rule('one'))).toEqual(['one']);
    expect(ids(redExchange, rule('K6'), rule('one'))).toEqual(['K6', 'one']);
  });

  it('leave a modern cause out where its row of the article fits, whichever of the two names the other', () => {
    expect(ids(redExchange, rule('one'), rule('K6', { twin: 'one' }))).toEqual(['K6']);
    expect(ids(redExchange, rule('one', { twin: 'K6' }), rule('K6'))).toEqual(['K6']);
    expect(ids(redExchange, rule('one'), rule('K6', { twin: 'one', matches: () => null }))).toEqual(['one']);
    expect(ids(red, rule('one', { twin: 'K6' }), rule('K6'))).toEqual(['one']);
  });

  it('go on when a rule throws, and name it', () => {
    const broken = (what: Partial<DiagnosisRule>) => rule('broken', what);
    const fails = () => {
      throw new Error('no such thing');
    };
    for (const what of [{ matches: fails }, { before: fails }, { fix: { ...fix, guard: fails } }]) {
      const { items, notJudged } = diagnose(red, [rule('one'), broken(what), rule('other')]);
      expect(items.map(({ rule: { id } }) => id)).toEqual(['one', 'other']);
      expect(notJudged).toEqual([{ id: 'broken', title: 'Title of broken', reason: 'no such thing' }]);
    }
  });

  it('let one go before another on a replica where that is better', () => {
    const rules = [rule('one'), rule('two'), rule('three', { before: () => 'one' })];
    expect(ids(red, ...rules)).toEqual(['three', 'one', 'two']);
    expect(ids(red, rule('one'), rule('two', { before: () => null }))).toEqual(['one', 'two']);
    const beforeAll = rule('three', { before: () => ['two', 'one', 'gone'] });
    expect(ids(red, rule('one'), rule('two'), beforeAll)).toEqual(['three', 'one', 'two']);
    // Where the other does not fit, or comes after it anyway, nothing moves.
    expect(ids(red, rule('one', { before: () => 'two' }), rule('two'))).toEqual(['one', 'two']);
    expect(ids(red, rule('one'), rule('two', { before: () => 'gone' }))).toEqual(['one', 'two']);
  });

  it('say what tells them apart from those that are in the answer, and from no others', () => {
    const tellApart = { other: 'By its date.', gone: 'By its size.' };
    const [one] = diagnose(red, [rule('one', { tellApart }), rule('other')]).items;
    expect(one!.tellApart).toEqual([{ id: 'other', text: 'By its date.' }]);
  });

  it('show a guard only where something is at stake', () => {
    const guard = { text: 'Export first.', items: 12, folders: [] };
    expect(diagnose(red, [rule('one', { fix: { ...fix, guard: () => guard } })]).items[0]!.guard).toEqual(guard);
    expect(diagnose(red, [rule('one', { fix: { ...fix, guard: () => null } })]).items[0]!.guard).toBeNull();
  });
});

describe('the steps of a diagnosis', () => {
  const steps = (step: string, over: Parameters<typeof anEvidence>[0] = {}, folders: string[][] = []) =>
    diagnose(anEvidence({ folders: [aFolder({ server: 1_000, offline: 500 })], ...over }), [
      rule('one', { matches: () => ({ ...match, folders }), fix: { ...fix, steps: [step] } }),
    ]).items[0]!.steps[0];

  it('have the names of the replica filled in', () => {
    expect(steps('Ask {mailbox} on {device} for {server} and {store}.')).toBe(
      'Ask zoe@example.org on laptop for imap.example.org and /home/zoe/Mail.',
    );
    expect(steps('Open {folder}: `mbsync {folder}`', {}, [['Projects', 'Été']])).toBe(
      'Open Projects › Été: `mbsync Projects/Été`',
    );
  });

  it('have a general word where a name is not known', () => {
    const nothing = { replica: { client: {}, mailbox: '' } };
    expect(steps('Ask {mailbox} for {server}: `nc {server} 993`', nothing)).toBe(
      'Ask the mailbox for the server: `nc <server> 993`',
    );
  });

  it('offer a name alone for copying only where it is known', () => {
    const step = 'Leave `{store}` where it is.';
    expect(steps(step)).toBe('Leave `/home/zoe/Mail` where it is.');
    expect(steps(step, { replica: { client: {} } })).toBe('Leave the offline store where it is.');
    expect(steps(step, { replica: { client: { storePath: '/home/$(id)' } } })).toBe('Leave /home/$(id) where it is.');
  });

  it.each(['$(rm -rf ~)', '`id`', 'a; id', '-rf', "a' b", 'a\nb', 'a|b', '!!'])(
    'do not put into a line to be copied what a shell would run: %j',
    (name) => {
      expect(steps('`mbsync {folder}`', {}, [[name]])).toBe('`mbsync <folder>`');
      expect(steps('Open {folder}.', {}, [[name]])).not.toContain('`');
    },
  );
});
