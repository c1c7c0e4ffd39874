import { describe, expect, it } from '@jest/globals';
import type { MailboxLife } from './mailbox-life.ts';

/** Mail comes now and then, and every sync fetches it. */
export const ordinary = (life: MailboxLife, round: number) => {
  if (round % 3 === 0) life.mail(1 + (round % 4));
  life.synchronize();
};

/** Mail comes between the reading of both sides, so that each report is a few items behind. */
export const busy = (life: MailboxLife, round: number) => {
  life.synchronize();
  life.mail(2 + (round % 5));
};

/** Lives at whose end this cause is told first. */
export const leads = (id: string, ...lives: [string, () => MailboxLife][]) => {
  describe(id, () => {
    it.each(lives)('leads %s', (_, live) => {
      expect(live().causes()[0]).toBe(id);
    });
  });
};
