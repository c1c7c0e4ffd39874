import { describe, expect, it } from '@jest/globals';
import { expectGolden } from '../testing/golden.ts';
import { alert, message, outage, resolved, target } from '../testing/messages.ts';
import { COLOURS } from './html.ts';
import { mailOf } from './mail.ts';

const to = target({
  kind: 'email',
  host: 'mail.example.org',
  port: 465,
  security: 'tls',
  from: 'lockstep@example.org',
  to: ['helpdesk@example.org', 'ann@example.org'],
});

describe('a mail', () => {
  it('says the same as text and as a page, as a person has read it', () => {
    expectGolden('email-firing.txt', mailOf(message(), to).text as string);
    expectGolden('email-firing.html', mailOf(message(), to).html as string);
    expectGolden('email-resolved.txt', mailOf(resolved(), to).text as string);
  });

  it('has the guard and every step of the fix in both parts', () => {
    const { text, html } = mailOf(message({ alerts: [alert()] }), to);
    const { fix } = alert();
    for (const step of [fix!.guard!, ...fix!.steps.map((step) => step.split('<')[0]!)]) {
      expect(text).toContain(step);
      expect(html).toContain(step);
    }
  });

  it('has nothing in its page that is fetched, runs, or came from a name', () => {
    const html = mailOf(message(), to).html as string;
    expect(html).not.toMatch(/<(img|script|link|iframe|style)|url\(|@import|<b>|background/i);
    expect(html).toContain('&#60;b&#62;Inbox');
    expect(html).toContain('href="https://lockstep.example.org/alerts/1190?tab=a&#38;b=1"');
  });

  it('leads nowhere but to pages', () => {
    const html = mailOf(message({ link: 'javascript:alert(1)' }), to).html as string;
    expect(html).not.toContain('href="javascript');
  });

  it.each(Object.entries(COLOURS))('can be read on white and on black: %s', (_name, colour) => {
    expect(contrast(colour, '#ffffff')).toBeGreaterThan(3);
    expect(contrast(colour, '#1c1c1e')).toBeGreaterThan(3);
  });

  it('says in its subject how urgent it is, or that it is over', () => {
    const subjectOf = (
      kind: ReturnType<typeof message>['kind'],
      severity: 'warning' | 'critical' | null = 'critical',
    ) => mailOf(message({ kind, severity, title: 'one\r\nBcc: two' }), to).subject;
    expect(subjectOf('firing')).toBe('[Critical] one Bcc: two');
    expect(subjectOf('update', 'warning')).toBe('[Warning] one Bcc: two');
    expect(subjectOf('repeat')).toBe('[Critical, still] one Bcc: two');
    expect(subjectOf('escalation')).toBe('[Critical, nobody has taken it] one Bcc: two');
    expect(subjectOf('resolved')).toBe('[Resolved] one Bcc: two');
    expect(subjectOf('test', null)).toBe('[Test] one Bcc: two');
  });

  it('is one of a thread with all of its group, and the same at each attempt', () => {
    const [first, again, update, over] = [
      message(),
      message(),
      message({ key: 'other', kind: 'update' }),
      resolved(),
    ].map((one) => mailOf(one, to));
    expect(again!.messageId).toBe(first!.messageId);
    expect(update!.messageId).not.toBe(first!.messageId);
    expect(update!.references).toEqual(first!.references);
    expect(over!.references).toEqual(first!.references);
    const elsewhere = message({ group: { key: 'another', labels: {} } });
    expect(mailOf(elsewhere, to).references).not.toEqual(first!.references);
    expect(mailOf(message({ kind: 'digest' }), to).references).toEqual([]);
  });

  it('is urgent where something critical begins, and no digest is', () => {
    expect(mailOf(message({ severity: 'critical' }), to).priority).toBe('high');
    expect(mailOf(message({ severity: 'critical', kind: 'digest' }), to).priority).toBeUndefined();
  });

  it('stays small in an outage, and says how many more there are', () => {
    const { text, html } = mailOf(outage(1_000), to);
    expect(text).toContain('And 4900 more alerts, which are not listed here.');
    expect(Buffer.byteLength(`${text as string}${html as string}`)).toBeLessThan(100_000);
  });

  it('names all recipients, and goes to those who have not got it', () => {
    const mail = mailOf(message(), to, ['ann@example.org']);
    expect(mail.to).toEqual(['helpdesk@example.org', 'ann@example.org']);
    expect(mail.envelope).toEqual({ from: 'lockstep@example.org', to: ['ann@example.org'] });
  });
});

/** Of WCAG 2; 3 is asked of large and bold text. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const part = parseInt(colour.slice(from, from + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
