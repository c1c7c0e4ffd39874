import type { Part } from '../part.ts';
import { copyCeiling } from './copy-ceiling.ts';
import { emmett } from './emmett.ts';
import { lockstepReports, lockstepSingles } from './lockstep.ts';
import { measure, median, type Rate } from './measure.ts';
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
    return summary(rates);
  },
};

/** The numbers of one run, and what they mean for the goals. */
export function summary(rates: readonly Rate[]): { results: unknown; markdown: string } {
  const [ceiling, ours] = rates as [Rate, Rate];
  const emmetts = rates.filter(({ name }) => name.startsWith('Emmett'));
  const bestEmmett = ours.rounds.map((_, round) => Math.max(...emmetts.map(({ rounds }) => rounds[round]!)));
  const goals = [
    goal('at least the COPY ceiling', againstEachOther(ours.rounds, ceiling.rounds), 1),
    goal('at least six times Emmett (the better of the two)', againstEachOther(ours.rounds, bestEmmett), 6),
  ];
  const markdown = [table(rates, ceiling.median), '', ...goals.map(({ text }) => `- ${text}`)].join('\n');
  return { results: { rates, goals }, markdown };
}

/** The median of the ratios within each round: what ran at about the same time had about the same machine. */
function againstEachOther(one: readonly number[], other: readonly number[]): number {
  return median(one.map((rate, round) => rate / other[round]!));
}

function goal(what: string, ratio: number, wanted: number) {
  const met = ratio >= wanted;
  return {
    what,
    ratio,
    wanted,
    met,
    text: `Goal ${met ? 'met' : '**missed**'}: ${what}: ${ratio.toFixed(2)}×, median of the rounds (wanted ${wanted}×).`,
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
