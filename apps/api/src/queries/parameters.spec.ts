import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '../web/problem.ts';
import { parseListQuery, parseReplicaHistory } from './parameters.ts';

function refused(parse: () => unknown): object {
  try {
    parse();
  } catch (error) {
    if (error instanceof ProblemError) return { status: error.status, ...error.details };
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('query parameters', () => {
  it.each(['q', 'server', 'label'])('%s with a NUL is refused, not asked of PostgreSQL', (field) => {
    expect(refused(() => parseListQuery({ [field]: 'site:\u0000' }))).toMatchObject({ status: 422, field });
  });

  it('what is too long is told so', () => {
    expect(refused(() => parseListQuery({ q: 'x'.repeat(1_025) }))).toMatchObject({
      field: 'q',
      detail: 'q must be at most 1024 characters',
    });
  });

  it('a folder may have a name as long as a report may give it', () => {
    const path = ['Projects', 'x'.repeat(1_024)];
    expect(parseReplicaHistory({ path: JSON.stringify(path) }).path).toEqual(path);
  });
});
