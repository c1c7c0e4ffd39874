import { CATALOGUE } from '@lockstep/domain';

/** Causes of the catalogue that are never said of a replica, and why; DOMAIN's tables have a dash for what would confirm them. */
export const NEVER_SAID: Readonly<Record<string, string>> = {
  K0: 'That the article does not apply holds silently: the modern list speaks. Its stories ask that the article keeps quiet.',
  K2: 'It is health: no diagnosis for a replica in step without troubles. Its stories ask that nothing is said.',
};

/** What must come first where it is so. Each new cause is among them, until it has an exception with a reason. */
export const TO_BE_TOLD: readonly string[] = CATALOGUE.map(({ id }) => id).filter((id) => !(id in NEVER_SAID));
