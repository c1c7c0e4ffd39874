import type { Result } from './play.ts';
import type { Score, Spread } from './score.ts';
import { inWords } from './time.ts';

/** One line for each story, then the totals. */
export function lineOf(result: Result): string {
  const { name, expected, first, right, detectedAfterMs, rightAfterMs, falseAlarms } = result;
  const mark = !right ? 'WRONG' : falseAlarms.length > 0 ? 'FALSE' : 'ok';
  const when =
    rightAfterMs !== null ? inWords(rightAfterMs) : detectedAfterMs !== null ? `seen ${inWords(detectedAfterMs)}` : '–';
  const alarms = falseAlarms.length === 0 ? '' : `${falseAlarms.length} false: ${falseAlarms[0]!.said}`;
  return [
    mark.padEnd(6),
    name.padEnd(62),
    (expected ?? 'nothing').padEnd(23),
    (first ?? 'nothing').padEnd(23),
    when.padEnd(14),
    alarms,
  ]
    .join(' ')
    .trimEnd();
}

export const HEADING = ['', 'story'.padEnd(62), 'expected'.padEnd(23), 'first'.padEnd(23), 'after']
  .join(' ')
  .padStart(0);

export function totals(score: Score, tookMs: number): string {
  const { stories, detected, rightFirst, quiet, lives, healthyDays } = score;
  const share = stories === 0 ? 0 : (100 * rightFirst) / stories;
  return [
    `Detected               ${detected} of ${stories}`,
    `Right first            ${rightFirst} of ${stories} (${share.toFixed(1)} %; the goal is 95 %)`,
    `Quiet where due        ${quiet.right} of ${quiet.stories} (K0, K2)`,
    `False alarms           ${score.falsePer1000Days.toFixed(2)} per 1,000 healthy mailbox-days ` +
      `(${score.falseDiagnoses} diagnoses and ${score.falseConditions} conditions in ${Math.round(healthyDays)} days, ` +
      `${lives} healthy lives among them)`,
    `Could not be judged    ${score.notJudged}`,
    `Time to first word     ${spread(score.toDetect)}`,
    `Time to the right one  ${spread(score.toRight)}`,
    ...score.byDiagnosis.map(
      ({ id, stories: told, right, toRight }) => `  ${id.padEnd(23)} ${right} of ${told}   ${spread(toRight)}`,
    ),
    `${score.goal ? 'The goal is reached.' : 'The goal is missed.'} Took ${(tookMs / 1000).toFixed(1)} s.`,
  ].join('\n');
}

const spread = (of: Spread | null) => (of === null ? '–' : `median ${inWords(of.median)}, p90 ${inWords(of.p90)}`);

/** The table of docs/EVALUATION.md. */
export function table(score: Score): string {
  const rows = score.byDiagnosis.map(({ id, stories, right, toRight }) => [
    `\`${id}\``,
    `${right} of ${stories}`,
    toRight ? inWords(toRight.median) : '–',
    toRight ? inWords(toRight.p90) : '–',
  ]);
  return [
    '| | |',
    '|---|---|',
    `| Detected | ${score.detected} of ${score.stories} |`,
    `| Right first | ${score.rightFirst} of ${score.stories} |`,
    `| Quiet where due (K0, K2) | ${score.quiet.right} of ${score.quiet.stories} |`,
    `| False alarms | ${score.falsePer1000Days.toFixed(2)} per 1,000 healthy mailbox-days (${score.falseDiagnoses} diagnoses, ` +
      `${score.falseConditions} conditions in ${Math.round(score.healthyDays)} days; ${score.lives} lives) |`,
    `| Time to the first word | ${spread(score.toDetect)} |`,
    `| Time to the right diagnosis | ${spread(score.toRight)} |`,
    '',
    '| Diagnosis | Right first | Median | p90 |',
    '|---|---|---|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}
