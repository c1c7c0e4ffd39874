import { count } from '../figures/numbers.ts';
import type { Status } from '@lockstep/contracts';
import style from './CountLines.module.css';

/** What the lines end in, now or at the moment that is looked at. */
export interface CountEnds {
  readonly serverItems: number | null;
  readonly offlineItems: number | null;
  readonly difference: number | null;
  readonly status: Status;
}

/** The ends of the lines carry their numbers, pushed apart where they nearly meet. */
export function LineEnds({
  ends: folder,
  y,
  width,
  height,
}: {
  ends: CountEnds;
  /** From a number of items to pixels from the top. */
  y: (value: number) => number;
  width: number;
  height: number;
}) {
  const { serverItems, offlineItems, difference } = folder;
  const ends = [
    serverItems === null ? null : { word: 'Server', value: serverItems, y: y(serverItems) },
    offlineItems === null ? null : { word: 'Offline', value: offlineItems, y: y(offlineItems) },
  ].filter((end) => end !== null);
  ends.sort((a, b) => a.y - b.y);
  if (ends.length === 2 && ends[1]!.y - ends[0]!.y < 38) {
    const middle = Math.min(Math.max((ends[0]!.y + ends[1]!.y) / 2, 34), height - 34);
    ends[0] = { ...ends[0]!, y: middle - 19 };
    ends[1] = { ...ends[1]!, y: middle + 19 };
  }
  const apart = ends.length === 2 ? ends[1]!.y - ends[0]!.y : 0;
  return (
    <div className={style.ends} style={{ width }} aria-hidden="true">
      {ends.map((end) => (
        <div key={end.word} style={{ top: end.y }}>
          <span className="i2">{end.word}</span>
          <b className="tn">{count(end.value)}</b>
        </div>
      ))}
      {difference !== null && difference !== 0 && apart > 64 && (
        <div className={style.missing} style={{ top: ends[0]!.y + apart / 2, color: `var(--tx-${folder.status})` }}>
          <b className="tn">
            {count(Math.abs(difference))} {difference > 0 ? 'missing' : 'only offline'}
          </b>
        </div>
      )}
    </div>
  );
}
