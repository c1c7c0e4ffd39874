import type { Result } from './play.ts';

export interface Spread {
  readonly median: number;
  readonly p90: number;
}

export interface Score {
  readonly stories: number;
  readonly detected: number;
  readonly rightFirst: number;
  /** Stories in which the article, or everything, has to keep quiet. */
  readonly quiet: { readonly stories: number; readonly right: number };
  readonly lives: number;
  readonly healthyDays: number;
  readonly falseDiagnoses: number;
  readonly falseConditions: number;
  /** False alarms of both kinds per 1,000 healthy mailbox-days. */
  readonly falsePer1000Days: number;
  readonly notJudged: number;
  readonly toDetect: Spread | null;
  readonly toRight: Spread | null;
  readonly byDiagnosis: readonly {
    readonly id: string;
    readonly stories: number;
    readonly right: number;
    readonly toRight: Spread | null;
  }[];
  readonly goal: boolean;
}

export const GOAL = { rightShare: 0.95 };

/** All detected, 95 % rightly diagnosed first, no false alarm, nothing that could not be judged, and quiet where quiet is due. */
export function score(results: readonly Result[]): Score {
  const lives = results.filter(({ expected }) => expected === null);
  const quiet = results.filter(({ expected }) => expected === 'K0' || expected === 'K2');
  const stories = results.filter((result) => !lives.includes(result) && !quiet.includes(result));
  const detected = stories.filter(({ detectedAfterMs }) => detectedAfterMs !== null);
  const right = stories.filter((result) => result.right);
  const alarms = results.flatMap(({ falseAlarms }) => falseAlarms);
  const healthyDays = results.reduce((sum, result) => sum + result.healthyDays, 0);
  const notJudged = results.filter((result) => result.notJudged.length > 0).length;
  const quietRight = quiet.filter((result) => result.right).length;
  return {
    stories: stories.length,
    detected: detected.length,
    rightFirst: right.length,
    quiet: { stories: quiet.length, right: quietRight },
    lives: lives.length,
    healthyDays,
    falseDiagnoses: alarms.filter(({ kind }) => kind === 'diagnosis').length,
    falseConditions: alarms.filter(({ kind }) => kind === 'condition').length,
    falsePer1000Days: healthyDays === 0 ? 0 : (alarms.length / healthyDays) * 1_000,
    notJudged,
    toDetect: spread(stories.map(({ detectedAfterMs }) => detectedAfterMs)),
    toRight: spread(stories.map(({ rightAfterMs }) => rightAfterMs)),
    byDiagnosis: [...new Set(stories.map(({ expected }) => expected!))].map((id) => {
      const own = stories.filter(({ expected }) => expected === id);
      return {
        id,
        stories: own.length,
        right: own.filter((result) => result.right).length,
        toRight: spread(own.map(({ rightAfterMs }) => rightAfterMs)),
      };
    }),
    goal:
      detected.length === stories.length &&
      right.length >= GOAL.rightShare * stories.length &&
      quietRight === quiet.length &&
      alarms.length === 0 &&
      notJudged === 0,
  };
}

function spread(values: readonly (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null).sort((one, other) => one - other);
  if (known.length === 0) return null;
  const at = (share: number) => known[Math.min(known.length - 1, Math.ceil(share * known.length) - 1)]!;
  return { median: at(0.5), p90: at(0.9) };
}
