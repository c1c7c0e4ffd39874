import type { FleetView, Status } from '@lockstep/contracts';
import { OUT_OF_STEP, sumOf, WORDS } from '../design/statuses.ts';
import { count, listed, many } from '../figures/numbers.ts';

export interface Headline {
  readonly worst: Status | null;
  readonly title: string;
  readonly sentence: string;
}

/** The fleet in one sentence, worst first. Zeros are not listed: what is not there needs no words. */
export function headline({
  total,
  statuses,
  silence,
  lastReportAt,
}: Pick<FleetView, 'total' | 'statuses' | 'silence' | 'lastReportAt'>): Headline {
  if (total === 0) return lastReportAt === null ? BEFORE_ALL : NOBODY_LEFT;
  const catching = statuses['catching-up'];
  const calm =
    catching > 0 ? ` ${said(catching, 'catching-up', true)} by ${catching === 1 ? 'itself' : 'themselves'}.` : '';
  const out = OUT_OF_STEP.filter((status) => statuses[status] > 0);
  const worst = out[0];
  if (worst === undefined) {
    const whole =
      catching > 0
        ? `${count(statuses['in-step'])} of ${many(total, 'mailbox', 'mailboxes')} are in step.`
        : total === 1
          ? 'The one mailbox there is.'
          : `All ${many(total, 'mailbox', 'mailboxes')}.`;
    const title = catching > 0 ? 'Nothing is out of step.' : 'Everything is in step.';
    return { worst: null, title, sentence: `${whole}${calm}` };
  }

  const others = out.slice(1).map((status, index) => said(statuses[status], status, index === 0));
  const silent = silence.neverReported > 0 ? ` ${silenceSaid(silence.neverReported)}` : '';
  const all = sumOf(statuses, OUT_OF_STEP);
  const sentence =
    others.length > 0
      ? `${upper(listed(others))}: ${count(all)} of ${many(total, 'mailbox', 'mailboxes')} out of step.${calm}${silent}`
      : `${theRest(statuses['in-step'])}${calm}${silent}`.trim();
  return {
    worst,
    title: `${many(statuses[worst], 'mailbox', 'mailboxes')} ${be(statuses[worst])} ${word(worst)}.`,
    sentence,
  };
}

/** Nothing is in step of which nothing was known. */
const BEFORE_ALL = { worst: null, title: 'Nothing was known yet.', sentence: 'No mailbox was enrolled by then.' };
const NOBODY_LEFT = { worst: null, title: 'There is no mailbox.', sentence: 'All that ever reported are retired.' };

const said = (value: number, status: Status, withVerb: boolean) =>
  `${count(value)} ${withVerb ? `${be(value)} ` : ''}${word(status)}`;
const theRest = (inStep: number): string =>
  inStep === 0 ? '' : inStep === 1 ? 'The other one is in step.' : `The other ${count(inStep)} are in step.`;
const be = (value: number) => (value === 1 ? 'is' : 'are');
const word = (status: Status) => WORDS[status].toLowerCase();
const upper = (text: string) => text[0]!.toUpperCase() + text.slice(1);
const silenceSaid = (value: number) => `${count(value)} ${value === 1 ? 'has' : 'have'} not reported yet.`;
