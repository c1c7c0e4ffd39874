import { isUtf8 } from 'node:buffer';
import express, { type Request, type RequestHandler } from 'express';
import { ProblemError } from './problem.ts';

// A route with a limit of its own stands before the one for all.
const read = new WeakSet<Request>();

/** Reads JSON, strictly: Express's own parser would quietly replace what is not UTF-8. An absent body is `undefined`. */
export function jsonBody(limitBytes: number): RequestHandler {
  const raw = express.raw({ type: () => true, limit: limitBytes });
  return (request, response, next) => {
    if (!hasBody(request) || read.has(request)) return next();
    read.add(request);
    const refusal = refuseType(request.headers['content-type']);
    if (refusal) return next(refusal);
    raw(request, response, (error?: unknown) => next(error ? tooLargeOr(error, limitBytes) : decode(request)));
  };
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** No type at all is taken for JSON; one that says otherwise is not. */
function refuseType(type: string | undefined): ProblemError | null {
  if (type === undefined) return null;
  if (!/^\s*(application\/(.+\+)?json|\*\/\*)\s*(;|$)/i.test(type)) {
    return new ProblemError(415, { detail: 'Send JSON, as Content-Type: application/json.' });
  }
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset) ? null : new ProblemError(415, { detail: 'Send UTF-8.' });
}

function decode(request: Request): ProblemError | undefined {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
    request.body = undefined;
    return undefined;
  }
  if (!isUtf8(bytes)) return new ProblemError(400, { detail: 'The body is not UTF-8.' });
  try {
    request.body = JSON.parse(bytes.toString('utf8'));
    return undefined;
  } catch (error) {
    return new ProblemError(400, { detail: `The body is not JSON: ${(error as Error).message}` });
  }
}

function tooLargeOr(error: unknown, limitBytes: number): unknown {
  if ((error as { type?: unknown }).type !== 'entity.too.large') return error;
  return new ProblemError(413, { detail: `The body is larger than ${limitBytes} bytes.` });
}
