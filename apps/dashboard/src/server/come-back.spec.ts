import { describe, expect, it } from '@jest/globals';
import { isToBeReadAgain } from './come-back.ts';

const query = (key: string, status: 'success' | 'error' = 'success') =>
  ({ queryKey: [key], state: { status } }) as unknown as Parameters<typeof isToBeReadAgain>[0];

describe('after a connection came back', () => {
  it('what is kept true by position is not read again', () => {
    for (const key of ['fleet', 'replicas', 'replica', 'folders', 'alerts'])
      expect(isToBeReadAgain(query(key))).toBe(false);
  });
  it('what nobody follows is read again', () => {
    for (const key of ['fleet-history', 'fleet-groups', 'policies']) expect(isToBeReadAgain(query(key))).toBe(true);
  });
  it('what could not be read is tried again, followed or not', () => {
    expect(isToBeReadAgain(query('replica', 'error'))).toBe(true);
  });
});
