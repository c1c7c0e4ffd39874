import { isDeepStrictEqual } from 'node:util';
import type { PolicyBacktestInput } from '@lockstep/contracts';
import { policyFor, type PolicyBook } from '@lockstep/domain';
import { inForce, refuseScope } from '../policies/decide-policy.ts';
import { NEW_POLICY, propose } from '../policies/preview-policy.ts';
import { gently, type Breather } from './breather.ts';
import type { Present } from './read-past.ts';

/** The two sets of policies that are compared; the second is null where nothing would change. */
export interface Compared {
  readonly id: string;
  readonly asIs: PolicyBook;
  readonly proposed: PolicyBook | null;
}

export function whatIsCompared(book: PolicyBook, input: PolicyBacktestInput, now: number): Compared {
  const { id = NEW_POLICY, scope, thresholds, workingHours } = input;
  const current = input.id === undefined ? null : inForce(book, id);
  refuseScope(book, id, input);
  const isSame =
    current !== null &&
    isDeepStrictEqual(current.scope, scope) &&
    isDeepStrictEqual(current.policy.workingHours, workingHours) &&
    Object.entries(thresholds).every(([rule, said]) =>
      isDeepStrictEqual(current.policy[rule as keyof typeof thresholds], said),
    );
  const version = (current?.policy.version ?? 0) + 1;
  return { id, asIs: book, proposed: isSame ? null : propose(book, input, id, version, now) };
}

/** Those that the policy is for, as it is or as proposed; and others of the same servers, without whom no crowd can be told. */
export async function whoIsConcerned(
  fleet: readonly Present[],
  { id, asIs, proposed }: Compared,
  rest: Breather,
): Promise<{ concerned: readonly Present[]; others: readonly Present[] }> {
  const concerned: Present[] = [];
  const not: Present[] = [];
  await gently(fleet, rest, (one) => {
    const isConcerned = policyFor(asIs, one).id === id || (proposed !== null && policyFor(proposed, one).id === id);
    (isConcerned ? concerned : not).push(one);
  });
  const servers = new Set(concerned.map(({ client }) => client['server']));
  return { concerned, others: not.filter(({ client }) => servers.has(client['server'])) };
}
