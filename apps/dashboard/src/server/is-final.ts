import { RequestError } from './request.ts';

/** Asked again, it would be refused again: it is the question that is wrong. */
export const isFinal = (error: unknown): boolean =>
  error instanceof RequestError &&
  error.status >= 400 &&
  error.status < 500 &&
  error.status !== 429 &&
  error.status !== 408;
