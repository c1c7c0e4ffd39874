import type { Report, ReportResult } from '@lockstep/contracts';
import { later, type Deliver, type Delivery } from './delivery.ts';
import { AnswerTooLarge, endpoint, postJson, problem, type Answer } from './http.ts';

export function httpDoor(server: string, token: string, timeoutMs: number): Deliver {
  const url = endpoint(server, 'api/v1/reports');
  return async (reports: readonly Report[]) => {
    try {
      // Always as an array: the answer then names what became of each.
      return understand(await postJson(url, token, reports, timeoutMs));
    } catch (error) {
      if (error instanceof AnswerTooLarge) return later(error.message);
      return later(`the server cannot be reached: ${reasonOf(error)}`);
    }
  };
}

export function understand(answer: Answer): Delivery {
  const results = (answer.body as { results?: ReportResult[] } | null)?.results;
  if (answer.status === 200 && Array.isArray(results)) return { kind: 'answered', results };
  if (answer.status === 401 || answer.status === 403) return { kind: 'expelled', reason: problem(answer) };
  if ([400, 413, 422].includes(answer.status)) return { kind: 'refused', reason: problem(answer) };
  return later(problem(answer), answer.retryAfterMs);
}

export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (error as Error).name === 'TimeoutError' ? 'it does not answer' : (code ?? message);
}
