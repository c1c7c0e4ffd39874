import { WITHOUT_GOAL } from './fleet-questions.ts';
import { GOALS } from './goals.ts';
import type { Measured } from './measure.ts';
import type { Reads } from './reads.ts';

export interface Line {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  /** Null: there is no goal. */
  readonly met: boolean | null;
}

/** What was measured beside what it should be. */
export function linesOf({
  replicas,
  lists,
  fleet,
  csv,
  backtest,
  busy,
  pages,
  scroll,
  audits,
  live,
}: Measured): Line[] {
  const of = replicas.toLocaleString('en');
  return [
    ...lists.map((reads) => read(`List of ${of}, ${reads.what}`, reads, GOALS.listP99Ms)),
    ...fleet.map((reads) =>
      read(`Fleet, ${reads.what}`, reads, WITHOUT_GOAL.has(reads.what) ? null : GOALS.fleetP99Ms),
    ),
    read(`List while ${csv.files} whole lists are read as CSV (${csv.megabytes} MB in ${csv.secondsEach} s each)`, csv.reads, GOALS.listP99Ms), // prettier-ignore
    read(`List while a change of policy is tried on ${backtest.replayed.toLocaleString('en')} mailboxes (${backtest.seconds} s)`, backtest.reads, GOALS.listP99Ms), // prettier-ignore
    read(`List under ${busy.changesPerSecond} changes a second`, busy.reads, GOALS.listP99Ms),
    ...pages.map(({ page, median, worst }) => ({
      what: `First data after navigation, cold cache, ${page}: median, worst`,
      goal: `≤ ${GOALS.firstDataMs} ms`,
      measured: `${median} ms, ${worst} ms`,
      met: median <= GOALS.firstDataMs,
    })),
    ...pages.map(({ page, scriptKilobytes, chartKilobytes }) => ({
      what: `JavaScript until then, compressed, ${page}`,
      goal: `≤ ${GOALS.scriptKilobytes} kB`,
      measured: `${scriptKilobytes} kB${chartKilobytes > 0 ? `, and ${chartKilobytes} kB that draws its charts` : ''}`,
      met: scriptKilobytes <= GOALS.scriptKilobytes,
    })),
    {
      what: `Scrolling the list: frames over ${GOALS.frameMs} ms, of ${scroll.frames}`,
      goal: '0',
      measured: `${scroll.over50}; median ${scroll.medianMs} ms, worst ${scroll.worstMs} ms, ${scroll.rows.toLocaleString('en')} rows passed`,
      met: scroll.over50 === 0 && scroll.rows > 0,
    },
    ...audits.map(({ page, performance, accessibility }) => ({
      what: `Lighthouse, ${page}: performance, accessibility`,
      goal: `≥ ${GOALS.lighthouse}`,
      measured: `${performance}, ${accessibility}`,
      met: Math.min(performance, accessibility) >= GOALS.lighthouse,
    })),
    ...live.flatMap(({ page, changesPerSecond, seconds, tab, heap }): Line[] => [
      {
        what: `The tab under ${changesPerSecond} changes a second for ${seconds} s, ${page}: first, most, last; slope a minute`,
        goal: `< ${GOALS.tabMegabytes} MB`,
        measured: `${tab.first}, ${tab.most}, ${tab.last} MB; ${tab.slope} MB, so ${tab.afterAnHour} MB after an hour`,
        // Few changes prove nothing of many.
        met: Math.max(tab.most, tab.afterAnHour) < GOALS.tabMegabytes && changesPerSecond >= GOALS.changesPerSecond,
      },
      {
        what: 'of it, the heap of JavaScript after its garbage was collected',
        goal: 'flat',
        measured: `${heap.first}, ${heap.most}, ${heap.last} MB; ${heap.slope} MB`,
        met: null,
      },
    ]),
  ];
}

function read(what: string, { p50, p99, measured }: Reads, goal: number | null): Line {
  return {
    what: `${what}: p99 of ${measured.toLocaleString('en')} (p50)`,
    goal: goal === null ? '' : `≤ ${goal} ms`,
    measured: `${p99} ms (${p50} ms)`,
    met: goal === null ? null : p99 <= goal,
  };
}

export const table = (lines: readonly Line[]): string =>
  [
    row('What', 'Goal', 'Measured', 'Met'),
    '|---|---|---|---|',
    ...lines.map(({ what, goal, measured, met }) =>
      row(what, goal, measured, met === null ? '' : met ? 'yes' : '**no**'),
    ),
  ].join('\n');

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
