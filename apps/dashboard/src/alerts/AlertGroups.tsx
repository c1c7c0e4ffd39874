import { count } from '../figures/numbers.ts';
import { AlertLine } from './AlertLine.tsx';
import type { AlertGroup, Folded } from './alert-groups.ts';
import type { Selection } from './useSelection.ts';
import style from './AlertList.module.css';

interface Shared {
  readonly user: string;
  readonly openId: string | undefined;
  readonly selection: Selection;
}

/** The list under its headings. `more`: there are others that were not read yet, so what is folded is at least so much. */
export function AlertGroups({ groups, more, ...shared }: Shared & { groups: readonly AlertGroup[]; more: boolean }) {
  const isOver = groups.every(({ items }) => items.every(({ alert }) => alert.status === 'resolved'));
  return (
    <>
      <div className={`${style.line} ${style.heads}`} aria-hidden="true">
        {shared.selection.enabled && <span className={style.box} />}
        <span>Severity</span>
        <span>What</span>
        <span className="num">Users</span>
        <span className="num">{isOver ? 'Over' : 'Since'}</span>
        <span className="num">Alert</span>
      </div>
      {groups.map((group) => (
        <section key={group.word} aria-label={group.word}>
          <h2 className={style.group}>
            {group.word}, {count(group.items.length)}
            {group.said && `: ${group.said}`}
          </h2>
          <ul>
            {group.items.map((item) => (
              <Line key={item.alert.id} item={item} more={more} {...shared} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Line({ item: { alert, effects }, more, ...shared }: Shared & { item: Folded; more: boolean }) {
  const { user, openId, selection } = shared;
  return (
    <AlertLine
      alert={alert}
      user={user}
      open={alert.id === openId}
      current={alert.id === selection.current}
      selected={selection.enabled ? selection.selected.has(alert.id) : null}
      onSelect={() => selection.toggle(alert.id)}
      effects={effects}
      more={more}
    />
  );
}
