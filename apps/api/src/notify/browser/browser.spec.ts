import { describe, expect, it } from '@jest/globals';
import { asJson, expectGolden } from '../testing/golden.ts';
import { message, target } from '../testing/messages.ts';
import { browserChannel, browserNotice, type BrowserNotice } from './browser.ts';

describe('a notice for browsers', () => {
  it('says what, how urgent, and which page shows it', () => {
    expectGolden('browser-firing.json', asJson(browserNotice(message())));
  });

  it('goes to the live socket', async () => {
    const said: BrowserNotice[] = [];
    const outcome = await browserChannel((notice) => said.push(notice)).send(message(), target({ kind: 'browser' }));
    expect(outcome.ok).toBe(true);
    expect(said).toEqual([browserNotice(message())]);
  });
});
