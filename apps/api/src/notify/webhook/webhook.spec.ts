import { describe, expect, it } from '@jest/globals';
import { AT, alert, message, outage, resolved } from '../testing/messages.ts';
import { asJson, expectGolden } from '../testing/golden.ts';
import { webhookBody } from './body.ts';
import { signature } from './signature.ts';

describe('the body of a webhook', () => {
  it('is that of Alertmanager, version 4', () => {
    expectGolden('webhook-firing.json', asJson(webhookBody(message(), 'On call')));
    expectGolden('webhook-resolved.json', asJson(webhookBody(resolved(), 'On call')));
  });

  it('is firing as long as one of its alerts is', () => {
    const [first, second] = resolved().alerts;
    expect(webhookBody(message({ alerts: [first!, alert({ id: '2' })] }), 'x').status).toBe('firing');
    expect(webhookBody(message({ alerts: [first!, second!] }), 'x').status).toBe('resolved');
  });

  it('says how many alerts it leaves out', () => {
    expect(webhookBody(outage(3), 'x').truncatedAlerts).toBe(4_000);
  });

  it('has one alert for a test too, for readers that look at the first', () => {
    const test = message({ kind: 'test', alerts: [], severity: null, title: 'A test', text: 'Sent by ann' });
    expect(webhookBody(test, 'x').alerts).toMatchObject([
      { status: 'firing', labels: { alertname: 'LockstepTest' }, annotations: { summary: 'A test' } },
    ]);
  });

  it('has one alert for a digest, whatever it lists: those were raised before', () => {
    const { alerts, truncatedAlerts } = webhookBody({ ...outage(3), kind: 'digest' }, 'x');
    expect(alerts).toMatchObject([{ labels: { alertname: 'LockstepDigest' } }]);
    expect(truncatedAlerts).toBe(0);
  });

  it('knows an alert that grew worse by the same fingerprint', () => {
    const of = (severity: 'warning' | 'critical') => webhookBody(message({ alerts: [alert({ severity })] }), 'x');
    expect(of('warning').alerts[0]!.fingerprint).toBe(of('critical').alerts[0]!.fingerprint);
    expect(of('warning').alerts[0]!.fingerprint).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('the signature of a webhook', () => {
  it('is HMAC-SHA256 over the time and the body', () => {
    // By `printf '1772440200.{"a":1}' | openssl dgst -sha256 -hmac secret`.
    expect(signature('{"a":1}', 'secret', AT)).toBe(
      't=1772440200,v1=2d3cfd585535cdcb9586eb37d1719beb61466614e1df291e5cd1c9d627cd8b41',
    );
  });
});
