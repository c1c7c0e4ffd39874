import { describe, expect, it } from '@jest/globals';
import { asJson, expectGolden } from '../testing/golden.ts';
import { AT, alert, message, resolved } from '../testing/messages.ts';
import { alertsOf, resendEveryMs } from './alerts.ts';

describe('what Alertmanager is told', () => {
  it('is what fires, and until when that is so without further news', () => {
    expectGolden('alertmanager-firing.json', asJson(alertsOf(message(), AT)));
  });

  it('is the end of what is resolved, with the labels that it began with', () => {
    expectGolden('alertmanager-resolved.json', asJson(alertsOf(resolved(), AT)));
    expect(alertsOf(resolved(), AT).map(({ labels }) => labels)).toEqual(
      alertsOf(message(), AT).map(({ labels }) => labels),
    );
  });

  it('outlasts two messages that are lost', () => {
    const [posted] = alertsOf(message(), AT);
    expect(Date.parse(posted!.endsAt) - AT).toBeGreaterThan(3 * resendEveryMs);
  });

  it('has no end before its beginning, which would be refused', () => {
    const [posted] = alertsOf(message({ alerts: [alert({ status: 'resolved', startsAt: AT, endsAt: AT - 5 })] }), AT);
    expect(posted).toMatchObject({ startsAt: posted!.endsAt });
  });

  it('is nothing of a digest, and one alert of a sign of life', () => {
    expect(alertsOf(message({ kind: 'digest' }), AT)).toEqual([]);
    const [posted] = alertsOf(message({ kind: 'watchdog', alerts: [], severity: null }), AT);
    expect(posted!.labels).toMatchObject({ alertname: 'LockstepWatchdog' });
  });
});
