import { useState } from 'react';
import { Icon } from '../design/Icon.tsx';
import { count } from '../figures/numbers.ts';
import { ActForm } from './ActForm.tsx';
import type { Act } from './acts.ts';
import type { Selection } from './useSelection.ts';
import { SilencedBar, TakenBar } from './TakenBar.tsx';
import style from './BulkBar.module.css';

const ACTS = [
  { act: 'acknowledge', word: 'Acknowledge', icon: 'taken' },
  { act: 'assign', word: 'Assign', icon: 'user' },
  { act: 'silence', word: 'Silence', icon: 'bellOff' },
] as const;

/** Over the list while anything is selected: what can be done to all of it. */
export function BulkBar({
  selection,
  user,
  act,
  onAct,
}: {
  selection: Selection;
  user: string;
  act: Act['act'] | null;
  onAct: (act: Act['act'] | null) => void;
}) {
  const [done, setDone] = useState<{ readonly ids: readonly string[]; readonly said: Act } | null>(null);
  const ids = [...selection.selected];
  if (ids.length === 0 && done !== null)
    return (
      <div className={style.bulk} role="region" aria-label="What was done">
        {done.said.act === 'silence' ? (
          <SilencedBar ids={done.ids} until={done.said.until} onGone={() => setDone(null)} />
        ) : (
          <TakenBar ids={done.ids} onGone={() => setDone(null)} />
        )}
      </div>
    );
  if (ids.length === 0) return null;
  return (
    <div className={style.bulk} role="region" aria-label="What is selected">
      <div className={style.bar}>
        <span className="m" role="status">
          {count(ids.length)} selected
        </span>
        <span className="grow" />
        {ACTS.map(({ act: one, word, icon }) => (
          <button
            key={one}
            type="button"
            className="btn sm"
            aria-pressed={act === one}
            onClick={() => onAct(act === one ? null : one)}
          >
            <Icon name={icon} size={13} />
            {word}
          </button>
        ))}
        <button type="button" className={`btn sm ${style.clear}`} onClick={selection.clear}>
          Clear
        </button>
      </div>
      {act && (
        <ActForm
          key={act}
          act={act}
          ids={ids}
          user={user}
          onCancel={() => onAct(null)}
          onDone={(said) => {
            setDone(said.act === 'assign' ? null : { ids, said });
            onAct(null);
            selection.clear();
          }}
        />
      )}
    </div>
  );
}
