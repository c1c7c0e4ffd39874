import { describe, expect, it } from '@jest/globals';
import type { AlertDetail } from '@lockstep/contracts';
import { lifeOf } from './life.ts';

const at = (minute: number) => new Date(minute * 60_000).toISOString();
const NOW = 100 * 60_000;
/** Told oldest first; the api says newest first. */
const life = (told: readonly (readonly [type: string, minute: number])[], more: Partial<AlertDetail> = {}) =>
  lifeOf(
    {
      since: at(0),
      firedAt: at(10),
      resolvedAt: null,
      severity: 'critical',
      biography: told
        .map(([type, minute]) => ({ type, at: at(minute), cursor: '1', text: '', by: null, detail: null }))
        .reverse(),
      ...more,
    },
    NOW,
  ).map(({ as, from, to }) => `${as} ${from / 60_000}–${to / 60_000}`);

describe('the bar of a life', () => {
  it('waits, fires, grows worse, and goes on until now', () => {
    expect(
      life([
        ['AlertRaised', 0],
        ['AlertFired', 10],
        ['NotificationQueued', 11],
        ['AlertEscalated', 40],
      ]),
    ).toEqual(['pending 0–10', 'warning 10–40', 'critical 40–100']);
  });

  it('ends when it is resolved', () => {
    expect(
      life(
        [
          ['AlertRaised', 0],
          ['AlertFired', 10],
          ['AlertRecovering', 50],
          ['AlertResolved', 55],
        ],
        {
          resolvedAt: at(55),
        },
      ),
    ).toEqual(['pending 0–10', 'critical 10–50', 'recovering 50–55']);
  });

  it('fires from its first moment where no other is named, and again after a relapse', () => {
    expect(
      life(
        [
          ['AlertRaised', 0],
          ['AlertRecovering', 20],
          ['AlertRelapsed', 30],
        ],
        { severity: 'warning' },
      ),
    ).toEqual(['warning 0–20', 'recovering 20–30', 'warning 30–100']);
  });

  it('is of the newest life alone', () => {
    expect(
      life([
        ['AlertRaised', 0],
        ['AlertFired', 10],
        ['AlertResolved', 20],
        ['AlertRegressed', 60],
        ['AlertFired', 70],
      ]),
    ).toEqual(['pending 60–70', 'critical 70–100']);
  });

  it('is all pending while it has not fired', () => {
    expect(life([['AlertRaised', 0]], { firedAt: null, severity: null })).toEqual(['pending 0–100']);
  });
});
