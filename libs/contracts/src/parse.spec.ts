import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parse } from './parse.ts';

const schema = z.object({
  name: z.string().min(1),
  ids: z.array(z.number()).min(1),
  why: z.string().min(3, 'say why'),
});
const good = { name: 'a', ids: [1], why: 'because' };

describe('what cannot be parsed', () => {
  it('is named by its field, in words that are not those of the parser', () => {
    expect(parse(schema, undefined)).toMatchObject({ field: '', reason: 'nothing was sent' });
    expect(parse(schema, { ...good, name: undefined })).toMatchObject({ field: 'name', reason: 'is missing' });
    expect(parse(schema, { ...good, name: '' })).toMatchObject({ field: 'name', reason: 'must not be empty' });
    expect(parse(schema, { ...good, ids: [] })).toMatchObject({ field: 'ids', reason: 'must not be empty' });
  });

  it('says what its schema says', () => {
    expect(parse(schema, { ...good, why: '' })).toMatchObject({ field: 'why', reason: 'say why' });
  });
});
