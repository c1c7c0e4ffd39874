import { describe, expect, it } from '@jest/globals';
import { asJson, expectGolden } from '../testing/golden.ts';
import { alert, message, outage, resolved } from '../testing/messages.ts';
import { slackBody, type Block, type SlackBody } from './blocks.ts';

const textOf = (block: Block) => (block.type === 'context' ? block.elements[0]!.text : block.text.text);
const textsOf = ({ blocks }: SlackBody) => blocks.map(textOf);

describe('a message to Slack', () => {
  it('is as a person has read it', () => {
    expectGolden('slack-firing.json', asJson(slackBody(message())));
    expectGolden('slack-resolved.json', asJson(slackBody(resolved())));
  });

  it('calls nobody, and leads nowhere but to Lockstep, whatever stands in it', () => {
    const evil = '<!channel> & <https://evil.example|here>';
    const body = slackBody(
      message({ title: evil, alerts: [alert({ title: evil, text: evil, link: 'https://l/?a>b|c' }), alert()] }),
    );
    const read = [
      body.text,
      ...body.blocks.filter((b) => b.type === 'section' && b.text.type === 'mrkdwn').map(textOf),
    ];
    expect(read.join('\n')).not.toMatch(/<[!@#]|<https:\/\/evil/);
    expect(read.join('\n')).toContain('<https://l/?a%3Eb%7Cc|&lt;!channel&gt; &amp; ');
  });

  it('stays within what Slack takes, and says how many more there are', () => {
    const body = slackBody(outage(1_000));
    expect(body.blocks.length).toBeLessThanOrEqual(50);
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(12_000);
    const listed = textsOf(body).filter((text) => text.includes('is silent')).length;
    expect(listed).toBeGreaterThan(5);
    expect(textsOf(body)).toContain(`And ${5_000 - listed} more alerts, which are not listed here.`);
  });

  it('cuts what is long, in every place', () => {
    const long = 'long '.repeat(2_000);
    const fix = { id: 'x', title: long, guard: long, steps: Array<string>(50).fill(long) };
    const body = slackBody(message({ title: long, text: long, alerts: [alert({ title: long, text: long, fix })] }));
    for (const block of body.blocks) {
      expect(textOf(block).length).toBeLessThanOrEqual(block.type === 'header' ? 150 : 3_000);
    }
    expect(textsOf(body).join('\n')).toContain('The further steps are in Lockstep.');
  });
});
