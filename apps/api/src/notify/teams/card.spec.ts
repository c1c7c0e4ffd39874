import { describe, expect, it } from '@jest/globals';
import { asJson, expectGolden } from '../testing/golden.ts';
import { alert, message, outage, resolved } from '../testing/messages.ts';
import { teamsBody, type TeamsBody } from './card.ts';

const textsOf = ({ attachments: [{ content }] }: TeamsBody) =>
  content.body.map(({ inlines }) => inlines.map(({ text }) => text).join(''));

describe('a card for Teams', () => {
  it('is as a person has read it', () => {
    expectGolden('teams-firing.json', asJson(teamsBody(message())));
    expectGolden('teams-resolved.json', asJson(teamsBody(resolved())));
  });

  it('has the guard before the steps', () => {
    const texts = textsOf(teamsBody(message()));
    const guard = texts.findIndex((text) => text.startsWith('First: Export'));
    expect(guard).toBeGreaterThan(0);
    expect(texts[guard + 1]).toBe('1. Disable offline use.');
  });

  it('stays within what Teams takes, and says how many more there are', () => {
    const long = outage(1_000).alerts.map((one) => ({ ...one, text: 'ü'.repeat(2_000) }));
    const body = teamsBody(message({ alerts: long, more: 4_000, text: '漢'.repeat(5_000) }));
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(24_000);
    const listed = textsOf(body).filter((text) => text.includes('is silent')).length;
    expect(listed).toBeGreaterThan(0);
    expect(textsOf(body)).toContain(`And ${5_000 - listed} more alerts, which are not listed here.`);
  });

  it('still comes where the steps alone would be too much', () => {
    const fix = { id: 'x', title: 'Everything', guard: null, steps: Array<string>(500).fill('a step '.repeat(50)) };
    const body = teamsBody(message({ alerts: [alert({ fix }), alert({ fix, id: '2' })] }));
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(24_000);
    expect(textsOf(body)[0]).toContain('imap-03');
  });
});
