import type { Part } from '../part.ts';
import { copyCeiling } from './copy-ceiling.ts';
import { emmett } from './emmett.ts';
import { lockstepReports, lockstepSingles } from './lockstep.ts';
import { measure, type Rate } from './measure.ts';
import { messageDb } from './message-db.ts';

/** The event store beside what it could have been. Goals: at least the COPY ceiling, and six times Emmett. */
export const storePart: Part = {
  name: 'store',
  async run({ serverUrl, quick, log }) {
    const contenders = [
      copyCeiling,
      lockstepReports,
      lockstepSingles,
      emmett(8),
      emmett(32),
      messageDb(8),
      messageDb(32),
    ];
    const rates = await measure(serverUrl, contenders, { rounds: quick ? 1 : 5, seconds: quick ? 2 : 6, log });
    const [ceiling, ours] = rates as [Rate, Rate];
    const bestEmmett = Math.max(...rates.filter(({ name }) => name.startsWith('Emmett')).map((rate) => rate.median));
    const goals = [
      goal('at least the COPY ceiling', ours.median / ceiling.median, 1),
      goal('at least six times Emmett', ours.median / bestEmmett, 6),
    ];
    return {
      results: { rates, goals },
      markdown: [table(rates, ceiling.median), '', ...goals.map(({ text }) => `- ${text}`)].join('\n'),
    };
  },
};

function goal(what: string, ratio: number, wanted: number) {
  const met = ratio >= wanted;
  return {
    what,
    ratio,
    wanted,
    met,
    text: `Goal ${met ? 'met' : '**missed**'}: ${what}: ${ratio.toFixed(2)}× (wanted ${wanted}×).`,
  };
}

function table(rates: readonly Rate[], ceiling: number): string {
  const number = (value: number) => value.toLocaleString('en');
  return [
    '| Way to store | Folder statistics/s, median | of the ceiling | slowest … fastest round | How |',
    '|---|--:|--:|--:|---|',
    ...rates.map(({ name, how, median, rounds }) => {
      const share = `${Math.round((median / ceiling) * 100)} %`;
      return `| ${name} | ${number(median)} | ${share} | ${number(Math.min(...rounds))} … ${number(Math.max(...rounds))} | ${how} |`;
    }),
  ].join('\n');
}
