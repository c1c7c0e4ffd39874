import type { Spell } from './alert-spells.ts';
import type { BacktestQuestion, Happened } from './backtest.ts';

/** What the proposed policy would not have told, of what the present one does. */
export interface Saved {
  readonly alerts: number;
  /** How many of them were over within two hours, and nobody took them. */
  readonly passed: number;
}

export const PASSED_WITHIN_MS = 2 * 3_600_000;

export function savedBy(
  { from, to }: BacktestQuestion,
  { taken }: Happened,
  asIs: readonly Spell[],
  proposed: readonly Spell[],
): Saved {
  const others = new Map<string, Spell[]>();
  for (const spell of proposed) others.set(spell.fingerprint, [...(others.get(spell.fingerprint) ?? []), spell]);
  const meets = (one: Spell, other: Spell) =>
    other.firedAt <= (one.endedAt ?? to) && one.firedAt <= (other.endedAt ?? to);
  const saved = asIs.filter(
    (spell) =>
      spell.firedAt >= from &&
      spell.firedAt <= to &&
      !others.get(spell.fingerprint)?.some((other) => meets(spell, other)),
  );
  const isTaken = ({ fingerprint, firedAt, endedAt }: Spell) =>
    taken.some((one) => one.fingerprint === fingerprint && one.at >= firedAt && one.at <= (endedAt ?? to));
  const hasPassed = (spell: Spell) =>
    spell.endedAt !== null && spell.endedAt - spell.firedAt <= PASSED_WITHIN_MS && !isTaken(spell);
  return { alerts: saved.length, passed: saved.filter(hasPassed).length };
}
