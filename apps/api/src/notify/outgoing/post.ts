import { request as requestHttp, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { reach, type Resolve } from './reach.ts';
import { TimeoutError, troubleOf, type Trouble } from './trouble.ts';

/** How long each part of an attempt may take, in milliseconds; the attempt as a whole has its signal. */
export interface Limits {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
}
const LIMITS: Limits = { connectMs: 5_000, headersMs: 8_000, bodyMs: 2_000 };

/** Of an answer no more is read; its beginning is all that a person is shown. */
export const READ_BYTES = 64 * 1024;

export interface Post {
  readonly url: string;
  /** `GET`: without a body, for who only waits to be called. */
  readonly method?: 'POST' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly allowPrivate: boolean;
  readonly signal: AbortSignal;
  readonly resolve?: Resolve;
  readonly limits?: Limits;
  /** Certificates to trust instead of the system's. */
  readonly ca?: string;
}

/** `body`: as much of it as came, was read and came in time; a status is an answer even where the rest never comes. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
export type Posted = { readonly answer: Answer } | { readonly trouble: Trouble };

/** One `POST` of JSON. Redirects are not followed, proxies of the environment are not used, connections are not kept. */
export async function post(options: Post): Promise<Posted> {
  const url = new URL(options.url);
  try {
    const lookup = await reach(url.hostname, options);
    return { answer: await exchange(url, { ...options, lookup }) };
  } catch (error) {
    return { trouble: troubleOf(error, url.host, options.signal) };
  }
}

type Exchange = Post & Pick<RequestOptions, 'lookup'>;

function exchange(
  url: URL,
  { lookup, method = 'POST', headers, body, signal, ca, limits = LIMITS }: Exchange,
): Promise<Answer> {
  const content = method === 'GET' ? null : Buffer.from(body);
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)({
    ...urlToHttpOptions(url),
    method,
    headers: {
      ...(content && { 'Content-Type': 'application/json' }),
      'User-Agent': 'Lockstep',
      ...headers,
      ...(content && { 'Content-Length': content.length }),
    },
    lookup,
    signal,
    agent: false,
    ...(ca === undefined ? {} : { ca }),
  });
  return new Promise<Answer>((resolve, reject) => {
    const stopWaiting = giveUpInTime(request, url, limits);
    let isAnswered = false;
    const fail = (error: unknown) => {
      stopWaiting();
      // Once there is a status, what happens to the connection no longer matters.
      if (!isAnswered) reject(error as Error);
    };
    request.on('error', fail);
    // Closed without a word and without an error, as by an answer that would change the protocol.
    request.on('close', () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    request.on('response', (response) => {
      isAnswered = true;
      stopWaiting();
      const { statusCode: status = 0, headers: answered } = response;
      void beginningOf(response, limits.bodyMs).then((text) => {
        resolve({ status, headers: answered, body: text });
        request.destroy();
      });
    });
    if (content) request.end(content);
    else request.end();
  });
}

function giveUpInTime(request: ClientRequest, url: URL, { connectMs, headersMs }: Limits): () => void {
  const giveUp = (why: string) => () => request.destroy(new TimeoutError(why));
  const connecting = setTimeout(giveUp('could not be reached in time'), connectMs);
  const answering = setTimeout(giveUp('took the message and did not answer in time'), headersMs);
  request.on('socket', (socket) => {
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
  });
  return () => {
    clearTimeout(connecting);
    clearTimeout(answering);
  };
}

/** Ends at its end, at the limit, when the time is up, or when the other side breaks off. */
function beginningOf(response: IncomingMessage, forMs: number): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).subarray(0, READ_BYTES).toString('utf8'));
    };
    const timer = setTimeout(end, forMs);
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= READ_BYTES) end();
    });
    response.on('end', end);
    response.on('close', end);
    response.on('error', end);
  });
}
