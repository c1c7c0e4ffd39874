import { describe, expect, it } from '@jest/globals';
import type { IncidentFacts } from '../evidence.ts';
import { clientSuspected } from './client-suspected.ts';
import { serverSuspected } from './server-suspected.ts';
import { siteSuspected } from './site-suspected.ts';
import { tried } from '../../testing/coded-rule.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours } from '../../testing/durations.ts';

const incident = (cause: string): IncidentFacts => ({
  id: 'incident-1',
  cause,
  name: 'imap-03.example.org',
  title: 'imap-03.example.org cannot be reached',
  since: NOW - hours(1),
  replicas: 12,
  share: 0.456,
});

describe.each([
  [serverSuspected, 'the server'],
  [siteSuspected, 'the site'],
  [clientSuspected, 'the client'],
])('%#: what many share', (rule, group) => {
  it('fits a replica of such an incident, with how many turned and what they share', () => {
    const match = rule.matches(anEvidence({ incident: incident(rule.id) }))!;
    expect(match).toMatchObject({ since: NOW - hours(1), folders: [] });
    expect(match.cause).toContain(`12 replicas, 46 % of those of ${group} imap-03.example.org`);
    expect(match.points[0]).toMatchObject({ values: { replicas: 12, share: 0.456 } });
  });

  it('does not fit one of another incident, or of none', () => {
    expect(rule.matches(anEvidence({ incident: incident('something-else') }))).toBeNull();
    expect(rule.matches(anEvidence())).toBeNull();
  });

  it('is confirmed when this replica is in step again, and not by an incident that nobody knows of', () => {
    expect(rule.fix!.confirmed(anEvidence(), tried(1))).toBe(true);
    expect(rule.fix!.confirmed(anEvidence({ folders: [aFolder({ offline: 900 })] }), tried(1))).toBe(false);
  });
});
