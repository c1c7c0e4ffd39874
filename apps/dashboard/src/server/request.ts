import type { Problem } from '@lockstep/contracts';
import { learnServerTime } from '../figures/clock.ts';

/** What the server answered when it would not answer; the message is a sentence for the viewer. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly status: number,
    message: string,
    readonly field?: string,
    readonly retryAfterMs?: number,
    /** Names the problem, where it has a name. */
    readonly type?: string,
  ) {
    super(message);
  }
}

export const isSignedOut = (error: unknown): boolean => error instanceof RequestError && error.status === 401;
export const isNotFound = (error: unknown): boolean =>
  error instanceof RequestError && (error.status === 404 || error.status === 400 || error.status === 422);

type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** A query string with its question mark; parameters that are undefined or empty are left out, an array is repeated. */
export function queryString(parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) if (one !== undefined && one !== '') query.append(name, String(one));
  }
  const search = query.toString();
  return search && `?${search}`;
}

/** A line that went dead would keep a question for minutes. */
const MOST_MS = 60_000;

/** Reads JSON from the api. */
export async function get<T>(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<T> {
  const inTime = AbortSignal.timeout(MOST_MS);
  const response = await send(`/api/v1${path}${queryString(parameters)}`, {
    signal: signal ? AbortSignal.any([signal, inTime]) : inTime,
  });
  return (await response.json()) as T;
}

export const post = <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> =>
  say<T>('POST', path, body, signal);
export const put = <T>(path: string, body: unknown): Promise<T> => say<T>('PUT', path, body);

async function say<T>(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(`/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export async function remove(path: string): Promise<void> {
  await send(`/api/v1${path}`, { method: 'DELETE' });
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  const askedAt = Date.now();
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new RequestError(0, 'The server could not be reached.');
  }
  learnServerTime(response.headers.get('date'), askedAt);
  if (!response.ok) throw await refused(response);
  return response;
}

async function refused(response: Response): Promise<RequestError> {
  const problem = await problemOf(response);
  const said = problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`;
  const retryAfter = Number(response.headers.get('retry-after'));
  return new RequestError(
    response.status,
    /[.!?]$/.test(said) ? said : `${said}.`,
    problem?.field,
    retryAfter > 0 ? retryAfter * 1_000 : undefined,
    problem?.type,
  );
}

async function problemOf(response: Response): Promise<Partial<Problem> | null> {
  if (!/json/.test(response.headers.get('content-type') ?? '')) return null;
  try {
    return (await response.json()) as Partial<Problem>;
  } catch {
    return null;
  }
}
