import type { Diagnoses, DiagnosisRule, Match } from '../diagnosis/rule.ts';
import type { Evidence } from '../diagnosis/evidence.ts';
import type { Instant } from '../replica/replica.events.ts';
import { evolveFixes, newestLife, newestLives, type FixLife } from './fix-life.ts';
import type { NewFixEvent } from './fix.events.ts';
import { standingAt, type Standing } from './standing.ts';
import { turnFix, type JudgedMoment } from './turn-fix.ts';

/** What must be remembered of a replica's fixes between two judgements. */
export interface Fixes {
  /** The newest life of each fix. */
  readonly lives: readonly FixLife[];
  readonly standing: readonly Standing[];
}

export const NO_FIXES: Fixes = { lives: [], standing: [] };

export interface AdvancedFixes {
  readonly fixes: Fixes;
  readonly events: readonly NewFixEvent[];
  /** When, with no news, a fix may turn; null: never. Always ahead. */
  readonly dueAt: Instant | null;
}

/**
 * What follows for the fixes of one replica from one judgement; see `turnFix` for each. Judged twice at one moment, nothing is new
 * the second time. Of a silent replica nothing is concluded: what is last known proves neither success nor failure. A rule that
 * could not be judged leaves its fix as it was.
 */
export function advanceFixes(
  before: Fixes,
  diagnoses: Diagnoses,
  evidence: Evidence,
  rules: readonly DiagnosisRule[],
  moment: JudgedMoment,
): AdvancedFixes {
  if (evidence.judgement.silence !== null) return { fixes: before, events: [], dueAt: null };

  const matches = new Map<string, Match>();
  for (const { rule, match } of diagnoses.items) if (rule.fix !== null) matches.set(rule.id, match);
  const notJudged = new Set(diagnoses.notJudged.map(({ id }) => id));
  let standing = standingAt(before.standing, new Set(matches.keys()), notJudged, moment.at);
  let { lives } = before;
  const events: NewFixEvent[] = [];
  let dueAt: Instant | null = null;
  const leader = leaderAgainstOrder(diagnoses, rules);

  for (const { id, fix } of rules) {
    if (fix === null || notJudged.has(id)) continue;
    const stands = standing.find((one) => one.fix === id);
    const life = newestLife(lives, id);
    if (!stands && !life) continue;

    const turn = turnFix(id, fix, { life, stands, match: matches.get(id) ?? null }, evidence, moment);
    for (const event of turn.events) {
      events.push(withFirst(event, leader));
      lives = evolveFixes(lives, { ...event, position: moment.position });
      // If it fits again after this, it does so anew.
      if (event.type === 'FixConfirmed') standing = standing.filter((one) => one.fix !== id);
    }
    if (turn.dueAt !== null && turn.dueAt > moment.at && (dueAt === null || turn.dueAt < dueAt)) dueAt = turn.dueAt;
  }
  return { fixes: { lives: newestLives(lives), standing }, events, dueAt };
}

/** A person says that they tried: the life that is open goes on, or a new one begins. */
export function noteTried(before: Fixes, event: Parameters<typeof evolveFixes>[1]): Fixes {
  return { ...before, lives: newestLives(evolveFixes(before.lives, event)) };
}

/** The diagnosis that leads though another with a fix stands before it in the catalogue, or though it has no fix; undefined: none does. */
function leaderAgainstOrder({ items }: Diagnoses, rules: readonly DiagnosisRule[]): string | undefined {
  const withFix = items.filter(({ rule }) => rule.fix !== null).map(({ rule }) => rules.indexOf(rule));
  const leading = items[0]?.rule;
  return leading === undefined || rules.indexOf(leading) === Math.min(...withFix) ? undefined : leading.id;
}

const withFirst = (event: NewFixEvent, first: string | undefined): NewFixEvent =>
  event.type === 'FixSuggested' && first !== undefined ? { ...event, data: { ...event.data, first } } : event;
