import { SAID, WORDS, type Status } from './statuses.ts';
import { StatusShape } from './StatusShape.tsx';

/** Shape and word, in the colour of the status. `badge`: on its soft ground, for the head of a page. */
export function StatusWord({ status, badge = false }: { status: Status; badge?: boolean }) {
  return (
    <span className={badge ? `st badge ${status}` : `st ${status}`} title={SAID[status]}>
      <StatusShape status={status} size={badge ? 13 : 12} />
      {WORDS[status]}
    </span>
  );
}
