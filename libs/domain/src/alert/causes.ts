import type { AlertState } from './alert.state.ts';

/** Where no mailbox can be reached, nothing else of it can be told. */
const ON_THE_WAY = ['credentials-rejected', 'server-unreachable', 'server-timeout', 'tls-failed'];

/**
 * Causes before effects: incident, agent silent, the way to the server, a damaged store, folders. Of two on one replica the lower keeps
 * the higher quiet. Null: an ill of Lockstep is neither.
 */
export function rankOf({ rule, kind }: Pick<AlertState, 'rule' | 'kind'>): number | null {
  switch (rule) {
    case 'suspected':
      return 0;
    case 'silent':
      return 1;
    case 'trouble':
      return kind !== null && ON_THE_WAY.includes(kind) ? 2 : 3;
    case 'stale':
    case 'mismatch':
      return 4;
    case 'lockstep':
      return null;
  }
}

/** A cause keeps its effects quiet while it fires, and while it waits whether it is really over; silenced or taken, it still does. */
export const standsAsCause = ({ status }: AlertState): boolean => status === 'firing' || status === 'recovering';
