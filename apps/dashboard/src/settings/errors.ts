import { RequestError } from '../server/request.ts';

/** What is wrong, by the place that the api names: `name`, `settings.to[0]`, `escalation.1.channels`. */
export type Errors = Readonly<Record<string, string>>;

export const NONE: Errors = {};

/** What the server refused, at its place; where it names none, at none. */
export function refusal(error: Error): Errors {
  if (!(error instanceof RequestError) || error.field === undefined || error.field === 'basedOn') return NONE;
  return { [dotted(error.field)]: withoutPlace(error.message, error.field) };
}

/** Of this field, or of an entry of it. */
export function errorAt(errors: Errors, field: string): string | undefined {
  return errors[field] ?? Object.entries(errors).find(([name]) => name.startsWith(`${field}.`))?.[1];
}

export const isOvertaken = (error: unknown): boolean => error instanceof RequestError && error.field === 'basedOn';

const dotted = (field: string) => field.replaceAll(/\[(\d+)\]/g, '.$1');

/** The field stands above the words, so they need not name it again. */
function withoutPlace(message: string, field: string): string {
  return message.startsWith(`${field} `) ? message.slice(field.length + 1) : message.replace(`${field}: `, '');
}
