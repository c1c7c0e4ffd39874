import type { Evidence } from '../../evidence.ts';

const HARMLESS = ['sync-in-progress'];

/** All is in step, and no other trouble than these holds: then even a remark may stand alone. */
export function nothingElseIsWrong({ judgement, replica, folders }: Evidence, codes: readonly string[]): boolean {
  if (judgement.status !== 'in-step') return false;
  const alike = ({ code }: { readonly code: string }) => codes.includes(code) || HARMLESS.includes(code);
  return replica.troubles.every(alike) && folders.every(({ troubles }) => troubles.every(alike));
}
