import type { ClientFacts } from '@lockstep/contracts';

/** `newer`: Outlook 2007 (version 12), which has no list of services any more, and all after it. `older`: that of the article. */
export type OutlookAge = 'newer' | 'older' | 'unknown';

/** By its version, or its year where an agent says that; another program, or none that is known, is unknown. */
export function outlookAge({ name, version }: ClientFacts): OutlookAge {
  const [said] = /\d+/.exec(version ?? '') ?? [];
  if (said === undefined || (name !== undefined && !/outlook/i.test(name))) return 'unknown';
  const number = Number(said);
  if ((number >= 12 && number < 95) || (number >= 2007 && number < 2100)) return 'newer';
  const isOlder = (number >= 8 && number < 12) || (number >= 95 && number < 100) || (number >= 2000 && number < 2007);
  return isOlder ? 'older' : 'unknown';
}
