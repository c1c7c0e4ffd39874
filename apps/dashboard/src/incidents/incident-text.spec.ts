import { expect, it } from '@jest/globals';
import type { IncidentView } from '@lockstep/contracts';
import { worstFirst } from './incident-text.ts';

const incident = (id: string, severity: string, users: number) => ({ id, severity, users }) as unknown as IncidentView;

it('leads with what is critical, and there with what hits most users', () => {
  const incidents = [incident('a', 'warning', 90), incident('b', 'critical', 3), incident('c', 'critical', 11)];
  expect(worstFirst(incidents).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});
