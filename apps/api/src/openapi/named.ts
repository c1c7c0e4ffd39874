import { z } from 'zod';

/** Every schema that stands under `components.schemas` in the document, by its name there. */
const names = z.registry<{ id: string }>();

/**
 * Gives a schema its name in the document. The types of the contracts stay the one truth: a schema that says a field more or
 * less than `T`, or says it otherwise, does not compile.
 */
export function named<T>(id: string) {
  return {
    as<S extends z.ZodType>(schema: S & AgreesWith<z.output<S>, T>): S {
      names.add(schema, { id });
      return schema;
    },
  };
}

export function refOf(schema: z.ZodType): { $ref: string } | null {
  const name = names.get(schema);
  return name ? { $ref: uriOf(name.id) } : null;
}

/** `components.schemas`; they refer to each other by name. */
export function componentSchemas(): Record<string, object> {
  const { schemas } = z.toJSONSchema(names, {
    uri: uriOf,
    io: 'input',
    // What JavaScript can hold is no bound of ours.
    override({ jsonSchema }) {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema]),
  );
}

function uriOf(id: string): string {
  return `#/components/schemas/${id}`;
}

type AgreesWith<Said, Meant> =
  Same<Plain<Said>, Plain<Meant>> extends true ? unknown : { readonly 'does not agree with': Meant };

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** The same for `readonly` or not, and for an intersection and its object written out. */
type Plain<T> = unknown extends T ? T : T extends object ? { readonly [K in keyof T]: Plain<T[K]> } : T;
