import { Link } from '@tanstack/react-router';
import { StatusShape } from '../design/StatusShape.tsx';
import { useVirtualRows } from '../design/useVirtualRows.ts';
import { WORDS } from '../design/statuses.ts';
import { many } from '../figures/numbers.ts';
import { Ago } from '../figures/When.tsx';
import { toUrl } from '../folder/folder-url.ts';
import { Difference, known } from './FolderLine.tsx';
import type { FolderTableProps } from './FolderTable.tsx';
import style from './FolderTable.module.css';

/** The folders on a small page: two lines each. */
export function FolderLines({ rows, replica, onUnfold }: FolderTableProps) {
  const { body, items, before, after } = useVirtualRows(rows.length, 58);
  return (
    <ul className={style.lines} ref={body as React.RefObject<HTMLUListElement>}>
      <li style={{ height: before }} aria-hidden="true" />
      {items.map((item) => {
        const row = rows[item.index]!;
        if (row.kind === 'name') return null;
        if (row.kind === 'rest') {
          return (
            <li key="rest">
              <button type="button" className={style.rest} onClick={onUnfold}>
                {many(row.count, 'more folder')}, all in step
              </button>
            </li>
          );
        }
        const { folder } = row;
        return (
          <li key={row.key} data-status={folder.status}>
            <Link
              to="/mailboxes/$id/folders/$"
              params={{ id: replica.id, _splat: toUrl(folder.path) }}
              className={style.line}
            >
              {folder.localOnly ? <span /> : <StatusShape status={folder.status} />}
              <span className="visually-hidden">{folder.localOnly ? 'Local only' : WORDS[folder.status]}</span>
              <span className="m clip" title={folder.path.join(' › ')}>
                {folder.path.join(' › ')}
              </span>
              <b className="num tn">
                <Difference folder={folder} />
              </b>
              <span className={`i3 tn clip ${style.facts}`}>
                {folder.localOnly ? 'local only' : <>{known(folder.serverItems)} server</>} ·{' '}
                {known(folder.offlineItems)} offline
                {!folder.localOnly && (
                  <>
                    {' · '}
                    <Ago at={folder.lastSynchronizedAt} suffix=" ago" never="no known sync" />
                  </>
                )}
              </span>
            </Link>
          </li>
        );
      })}
      <li style={{ height: after }} aria-hidden="true" />
    </ul>
  );
}
