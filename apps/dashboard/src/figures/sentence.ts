import { DAY, shortly } from './time.ts';

/** A part of a sentence: as it is, or to be stressed. */
export interface Part {
  readonly text: string;
  readonly strong: boolean;
}

/** The server's sentences say times as `20 Nov 16:32 UTC`; the viewer reads them in the own zone, as shortly as they can be said. */
export function inViewersZone(text: string, now: number, zone?: string): string {
  return text.replace(
    /\b(\d{1,2} [A-Z][a-z]{2})(?: (\d{4}))? (\d{2}:\d{2}) UTC\b/g,
    (said, day: string, year: string, time: string) => {
      const at = Date.parse(`${day} ${year ?? new Date(now).getUTCFullYear()} ${time} UTC`);
      if (Number.isNaN(at)) return said;
      // Said without its year, so the newest such day: in January, December is the last one.
      const past = year === undefined && at > now + DAY ? lastYear(at) : at;
      return shortly(past, now, zone);
    },
  );
}

function lastYear(at: number): number {
  const date = new Date(at);
  return date.setUTCFullYear(date.getUTCFullYear() - 1);
}

/** `944 of 12,846` leads its sentence. */
export function stressed(text: string): Part[] {
  return text
    .split(/(\d[\d,]* of \d[\d,]*)/)
    .map((part, index) => ({ text: part, strong: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}
