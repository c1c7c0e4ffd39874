import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { componentSchemas, named, refOf } from './named.ts';

interface Beast {
  readonly name: string;
  readonly legs?: number;
  readonly calls: readonly string[];
}

describe('a named schema', () => {
  it('stands in the document once, and the others refer to it', () => {
    const BeastAnswer = named<Beast>('Beast').as(
      z.object({ name: z.string(), legs: z.number().optional(), calls: z.array(z.string()) }),
    );
    const HerdAnswer = named<{ beasts: readonly Beast[] }>('Herd').as(z.object({ beasts: z.array(BeastAnswer) }));
    expect(refOf(HerdAnswer)).toEqual({ $ref: '#/components/schemas/Herd' });
    expect(componentSchemas()).toMatchObject({
      Beast: { required: ['name', 'calls'] },
      Herd: { properties: { beasts: { items: { $ref: '#/components/schemas/Beast' } } } },
    });
    expect(JSON.stringify(componentSchemas())).not.toMatch(/\$id|\$schema/);
  });

  // The compiler is the test here: each of these lines must not compile.
  it('agrees with its type to the letter', () => {
    const name = z.string();
    const calls = z.array(z.string());
    const legs = z.number().optional();
    // @ts-expect-error -- an optional field is left out
    named<Beast>('No legs').as(z.object({ name, calls }));
    // @ts-expect-error -- a field too many
    named<Beast>('Tail').as(z.object({ name, calls, legs, tail: z.boolean().optional() }));
    // @ts-expect-error -- may be null, and the type says never
    named<Beast>('Nameless').as(z.object({ name: name.nullable(), calls, legs }));
    // @ts-expect-error -- fewer than the type allows
    named<Beast>('Only Rex').as(z.object({ name: z.literal('Rex'), calls, legs }));
    // @ts-expect-error -- must be there, and the type says may
    named<Beast>('Legs').as(z.object({ name, calls, legs: z.number() }));
    expect(Object.keys(componentSchemas())).toContain('Legs');
  });
});
