import { Icon } from '../design/Icon.tsx';
import { many } from '../figures/numbers.ts';
import { useUndo, useUnsilence } from './acts.ts';
import style from './BulkBar.module.css';

/** Where the selection was, once its alerts are acknowledged: what was done, and the way back. */
export function TakenBar({ ids, onGone }: { ids: readonly string[]; onGone: () => void }) {
  return <DoneBar said="acknowledged" ids={ids} undo={useUndo(ids)} onGone={onGone} />;
}

/** The same once they are silenced. `until`: when those silences end. */
export function SilencedBar({ ids, until, onGone }: { ids: readonly string[]; until: string; onGone: () => void }) {
  return <DoneBar said="silenced" ids={ids} undo={useUnsilence(ids, until)} onGone={onGone} />;
}

function DoneBar({
  said,
  ids,
  undo,
  onGone,
}: {
  said: string;
  ids: readonly string[];
  undo: ReturnType<typeof useUndo>;
  onGone: () => void;
}) {
  return (
    <div className={style.bar}>
      <span className="m" role="status">
        {many(ids.length, 'alert is', 'alerts are')} {said}
        {undo.isError && ` · not taken back: ${undo.error.message}`}
      </span>
      <span className="grow" />
      <button
        type="button"
        className="btn sm"
        disabled={undo.isPending}
        onClick={() => undo.mutate(undefined, { onSuccess: onGone })}
      >
        Undo
      </button>
      <button type="button" className={`btn sm ${style.clear}`} aria-label="Close" onClick={onGone}>
        <Icon name="cross" size={12} />
      </button>
    </div>
  );
}
