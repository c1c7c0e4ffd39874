import { setTimeout as sleep } from 'node:timers/promises';
import type { JoinRequest, JoinResponse, Problem, ReportInput, ReportResult } from '@lockstep/contracts';
import type { Tally } from './tally.ts';

/** The server took none of it and never will: the token, the join key or the mailbox is refused. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

export interface Door {
  /** Resolves once the server answers that it is ready. */
  ready(): Promise<void>;
  join(request: JoinRequest): Promise<JoinResponse>;
  /** Whether the server takes this token; another database would not. */
  knows(token: string): Promise<boolean>;
  /** Resolves once each of the reports is stored or refused for good; at most 500. */
  report(token: string, reports: readonly ReportInput[]): Promise<void>;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

/** Waits as long as the server asks, and as long as it is away. */
export function createHttpDoor(url: string, joinKey: string, tally: Tally, signal: AbortSignal): Door {
  return {
    async ready() {
      await untilAnswered('readyz', {});
    },

    async join(request) {
      const response = await untilAnswered('api/v1/agents', post(joinKey, request));
      if (response.status !== 201) throw await refusal(response);
      return (await response.json()) as JoinResponse;
    },

    async knows(token) {
      const response = await untilAnswered('api/v1/reports', post(token, []));
      await response.body?.cancel();
      return response.status !== 401;
    },

    async report(token, reports) {
      let waitMs = FIRST_WAIT_MS;
      for (let left = reports; left.length > 0;) {
        const response = await untilAnswered('api/v1/reports', post(token, left));
        if (response.status !== 200) throw await refusal(response);

        const { results } = (await response.json()) as { results: ReportResult[] };
        const again = results.filter((result) => result.retry === true);
        for (const result of results) if (!again.includes(result)) tally.count(result);
        left = again.map((result) => left[result.index]!);
        if (left.length > 0) waitMs = await pause(waitMs, null);
      }
    },
  };

  async function untilAnswered(path: string, request: RequestInit): Promise<Response> {
    for (let waitMs = FIRST_WAIT_MS; ;) {
      const response = await fetch(new URL(path, withSlash(url)), { ...request, signal }).catch((error: unknown) => {
        // Away, or still starting: TypeError is how fetch says that nobody answered.
        if (error instanceof TypeError) return null;
        throw error;
      });
      if (response && response.status !== 429 && response.status !== 503) return response;

      await response?.body?.cancel();
      waitMs = await pause(waitMs, response?.headers.get('retry-after') ?? null);
    }
  }

  async function pause(waitMs: number, retryAfter: string | null): Promise<number> {
    tally.waits += 1;
    const asked = Number(retryAfter) * 1_000;
    await sleep(asked > 0 ? asked : waitMs * (0.5 + Math.random()), undefined, { signal });
    return Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

function post(bearer: string, body: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

async function refusal(response: Response): Promise<RefusedError> {
  const text = await response.text();
  return new RefusedError(response.status, `${response.status} ${detailOf(text)}`);
}

function detailOf(text: string): string {
  try {
    const problem = JSON.parse(text) as Problem;
    return problem.detail ?? problem.title;
  } catch {
    return text.slice(0, 200);
  }
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
