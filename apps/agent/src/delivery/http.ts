import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface Answer {
  readonly status: number;
  readonly retryAfterMs: number | null;
  readonly body: unknown;
}

// Node's own request and not fetch, which costs an agent ten megabytes.

const MOST_BYTES = 8 * 1024 * 1024;

/** The server was reached, but what it says is not read. */
export class AnswerTooLarge extends Error {
  constructor() {
    super(`the server answered with more than ${MOST_BYTES / 1024 / 1024} MiB`);
  }
}

/** Posts JSON. Throws only when no answer came, or more than is worth reading. */
export function postJson(url: URL, bearer: string, body: unknown, timeoutMs: number): Promise<Answer> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const text = JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${bearer}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > MOST_BYTES) response.destroy(new AnswerTooLarge());
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          retryAfterMs: retryAfter(response.headers['retry-after']),
          body: parsed(Buffer.concat(chunks).toString('utf8')),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

/** The server's address may have a path of its own, behind a proxy. */
export function endpoint(server: string, path: string): URL {
  return new URL(path, server.endsWith('/') ? server : `${server}/`);
}

/** What a problem document says, or the bare status. */
export function problem(answer: Answer): string {
  const { title, detail, field } = (answer.body ?? {}) as { title?: string; detail?: string; field?: string };
  const said = detail ?? title;
  return said === undefined ? `the server answered ${answer.status}` : field ? `${field}: ${said}` : said;
}

function retryAfter(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
