import { Link, useNavigate } from '@tanstack/react-router';
import { useKeys } from '../app/keyboard.ts';
import { Icon } from '../design/Icon.tsx';
import { count } from '../figures/numbers.ts';
import { listName } from '../mailboxes/last-list.ts';
import { useWalk } from './useWalk.ts';
import style from './ListWalk.module.css';

/** Above a mailbox: the way back to the list one came from, and its neighbours there, by `K` and `J`. */
export function ListWalk({ id, at, person }: { id: string; at: string | undefined; person: string }) {
  const { list, place, total, before, after } = useWalk(id, at);
  const navigate = useNavigate({ from: '/mailboxes/$id' });
  // In the place of this one: one step back leads to the list, however far one walked.
  const go = (to: string | null) =>
    to !== null &&
    void navigate({
      to: '/mailboxes/$id',
      params: { id: to },
      search: (old) => ({ order: old.order, show: old.show }),
      replace: true,
    });
  useKeys({ j: () => go(after), k: () => go(before) }, place !== null);
  const name = list && listName(list);
  return (
    <div className={style.bar}>
      <nav aria-label="Where this is" className={style.crumbs}>
        <ol className="crumb">
          <li className={name === null ? undefined : style.all}>
            <Link to="/mailboxes" search={name === null ? (list ?? {}) : {}}>
              Mailboxes
            </Link>
          </li>
          {name && (
            <li>
              <Link to="/mailboxes" search={list ?? {}} className="clip" title={name}>
                {name}
              </Link>
            </li>
          )}
          <li>
            <span className="i2 m clip" aria-current="page">
              {person}
            </span>
          </li>
        </ol>
      </nav>
      {place !== null && total > 1 && (
        <div className={style.walk} role="group" aria-label="Walk through the list">
          <span className="i3 small tn">
            {count(place)} of {count(total)}
          </span>
          <Step word="The one before" shown="K" back disabled={before === null} onClick={() => go(before)} />
          <Step word="The next" shown="J" disabled={after === null} onClick={() => go(after)} />
        </div>
      )}
    </div>
  );
}

function Step({
  word,
  shown,
  back = false,
  ...button
}: {
  word: string;
  shown: string;
  back?: boolean;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      className={style.step}
      title={word}
      aria-label={word}
      aria-keyshortcuts={shown.toLowerCase()}
      {...button}
    >
      <kbd aria-hidden="true">{shown}</kbd>
      <span className={back ? style.back : style.arrow}>
        <Icon name="right" size={16} />
      </span>
    </button>
  );
}
