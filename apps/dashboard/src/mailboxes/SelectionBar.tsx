import type { AlertList } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActForm } from '../alerts/ActForm.tsx';
import alerts from '../alerts/BulkBar.module.css';
import { TakenBar } from '../alerts/TakenBar.tsx';
import { useKeys } from '../app/keyboard.ts';
import { Icon } from '../design/Icon.tsx';
import { count, many } from '../figures/numbers.ts';
import { get } from '../server/request.ts';
import type { RowSelection } from './useRowSelection.ts';
import style from './ReplicaTable.module.css';

/** Their alerts are asked for in one request, which takes no more mailboxes. */
const MOST = 100;

/** Under the list while rows are selected, where it moves none of them: what fires for them and nobody has taken, and the way to take it. */
export function SelectionBar({ selection }: { selection: RowSelection }) {
  const { selected } = selection;
  const [asked, setAsked] = useState<string | null>(null);
  const [taken, setTaken] = useState<readonly string[]>([]);
  const few = selected.length > 0 && selected.length <= MOST;
  const firing = useQuery({
    queryKey: ['alerts', 'of', selected],
    queryFn: ({ signal }) => untaken(selected, signal),
    enabled: few,
    placeholderData: (old) => old,
  });
  const ids = few ? firing.data : undefined;
  // What is known of the selection before is shown, and nothing is done by it.
  const known = ids !== undefined && !firing.isPlaceholderData;
  const can = known && ids.length > 0;
  // What was asked of one selection is not asked of the next.
  const these = selected.join(',');
  const acting = asked === these && selected.length > 0;
  const setActing = (on: boolean) => setAsked(on ? these : null);
  useKeys({ a: () => setActing(true) }, selected.length > 0);
  useKeys({ Escape: () => (acting ? setActing(false) : selection.clear()) }, selected.length > 0);
  // Whoever asked does not mean to open the row they stand on. Once it is said that nothing waits, Enter lets go of the question.
  useKeys({ Enter: () => (can || (few && firing.isFetching) ? undefined : setActing(false)) }, acting);
  if (selected.length === 0 && taken.length > 0)
    return (
      <div className={`${alerts.bulk} ${style.bulk}`} role="region" aria-label="What was done">
        <TakenBar ids={taken} onGone={() => setTaken([])} />
      </div>
    );
  if (selected.length === 0) return null;

  return (
    <div className={`${alerts.bulk} ${style.bulk}`} role="region" aria-label="What is selected">
      <div className={alerts.bar}>
        <span className="m" role="status">
          {count(selected.length)} selected
          {few && firing.isError && ' · their alerts could not be read'}
          {ids && ids.length > 0 && ` · ${many(ids.length, 'alert waits', 'alerts wait')}`}
          {ids?.length === 0 && !(acting && known) && ' · none of their alerts waits for anybody'}
          {!few && ` · at most ${MOST} can be acknowledged at once`}
        </span>
        <span className="grow" />
        <button
          type="button"
          className="btn sm"
          aria-pressed={acting}
          disabled={!can}
          onClick={() => setActing(!acting)}
        >
          <Icon name="taken" size={13} />
          Acknowledge
        </button>
        <button type="button" className={`btn sm ${alerts.clear}`} onClick={selection.clear}>
          Clear
        </button>
      </div>
      {acting && known && !can && (
        <p role="status" className={style.noneWaits}>
          {selected.length === 1
            ? 'It has no alert that waits'
            : `None of the ${count(selected.length)} has an alert that waits`}{' '}
          for anybody: nothing fires, or somebody has taken it.
        </p>
      )}
      {acting && can && (
        <ActForm
          act="acknowledge"
          ids={ids.slice(0, 500)}
          user=""
          onCancel={() => setActing(false)}
          onDone={() => {
            setTaken(ids.slice(0, 500));
            setActing(false);
            selection.clear();
          }}
        />
      )}
    </div>
  );
}

/** The alerts that fire for some mailboxes and that nobody has taken. */
async function untaken(replicas: readonly string[], signal: AbortSignal): Promise<string[]> {
  const asked = { replica: replicas.join(','), status: 'firing', taken: 'false', limit: 500 };
  const { items } = await get<AlertList>('/alerts', asked, signal);
  return items.map(({ id }) => id);
}
