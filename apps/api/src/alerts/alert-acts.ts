import type { AcknowledgeRequest, SilenceAlertRequest } from '@lockstep/contracts';
import type { z } from 'zod';
import { ProblemError } from '../web/problem.ts';
import { refuseResolved, type SayOf } from './people.ts';

const LONGEST_MS = 366 * 86_400_000;

/** Each: what one word of a person becomes on one alert, as it is. */

export const acknowledge =
  (by: string, { until, comment: said }: z.output<typeof AcknowledgeRequest>): SayOf =>
  (alert, now) => {
    refuseResolved(alert);
    const data = { alert: alert.id, by, until: until === undefined ? null : endOf(until, now) };
    return {
      type: 'AlertAcknowledged',
      observedAt: now,
      data: { ...data, ...(said !== undefined && said !== '' && { comment: said }) },
    };
  };

export const unacknowledge =
  (by: string): SayOf =>
  (alert, now) => {
    refuseResolved(alert);
    if (alert.acknowledged === null) throw new ProblemError(409, { detail: 'Nobody has acknowledged it.' });
    return { type: 'AlertUnacknowledged', observedAt: now, data: { alert: alert.id, by } };
  };

export const assign =
  (by: string, to: string | null): SayOf =>
  (alert, now) => {
    refuseResolved(alert);
    return alert.assignee === to ? null : { type: 'AlertAssigned', observedAt: now, data: { alert: alert.id, by, to } };
  };

/** Also of one that is over: what was learned is said afterwards. */
export const comment =
  (by: string, said: string): SayOf =>
  (alert, now) => ({ type: 'AlertCommented', observedAt: now, data: { alert: alert.id, by, comment: said } });

export const silence =
  (by: string, asked: z.output<typeof SilenceAlertRequest>, newId: () => string): SayOf =>
  (alert, now) => {
    refuseResolved(alert);
    const { comment: said, until, endsOnResolve } = asked;
    const matchers = [{ alert: alert.id }];
    const data = { id: newId(), matchers, comment: said, by, until: endOf(until, now), endsOnResolve };
    return { type: 'SilenceCreated', observedAt: now, data };
  };

/** 422 for a moment that is past, or more than 366 days away. */
export function endOf(until: string, now: number): number {
  const at = Date.parse(until);
  if (at <= now) throw new ProblemError(422, { field: 'until', detail: 'until must lie in the future' });
  if (at > now + LONGEST_MS)
    throw new ProblemError(422, { field: 'until', detail: 'until must be at most 366 days away' });
  return at;
}
