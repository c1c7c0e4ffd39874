import type { ReplicaView } from '@lockstep/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { MailboxSearch } from '../app/router.tsx';
import { useWidth } from '../app/useWidth.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { SaveCsv } from '../design/SaveCsv.tsx';
import { SearchAsYouType } from '../design/SearchAsYouType.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { count, many } from '../figures/numbers.ts';
import { folded, found, totals, treeRows, withoutCollapsed, worstFirst } from './folder-tree.ts';
import { FolderLines } from './FolderLines.tsx';
import { FolderTable } from './FolderTable.tsx';
import { fileName, foldersCsv } from './tables.ts';
import { useFolders, useReplicaHistory } from './useReplica.ts';
import style from './FolderTable.module.css';

const ROOM_FOR = 20;

/** The folders of a replica: as they stand in each other, or worst first. */
export function FoldersPanel({ replica, at }: { replica: ReplicaView; at: string | undefined }) {
  const { order, find = '' } = useSearch({ from: '/shell/mailboxes/$id' });
  const navigate = useNavigate({ from: '/mailboxes/$id' });
  const folders = useFolders(replica.id, at);
  const history = useReplicaHistory(replica.id, '7d', at);
  const [unfolded, setUnfolded] = useState(false);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const say = (said: MailboxSearch) => void navigate({ search: (old) => ({ ...old, ...said }), replace: true });
  const narrow = useWidth() === 'narrow';

  const items = folders.data?.items ?? [];
  const shown = found(items, find);
  // The small page has no room for a tree: names carry their whole path.
  const rows = order === 'worst' || narrow || find ? worstFirst(shown) : withoutCollapsed(treeRows(shown), collapsed);
  const few = unfolded || find ? rows : folded(rows, ROOM_FOR);
  const sums = totals(items);
  const table = {
    rows: few,
    replica,
    lastKnown: folders.data?.lastKnown ?? false,
    history: history.data,
    totals: sums,
    collapsed,
    onCollapse: (key: string) =>
      setCollapsed((old) => new Set(old.has(key) ? [...old].filter((one) => one !== key) : [...old, key])),
    onUnfold: () => setUnfolded(true),
  };

  return (
    <Panel
      title="Folders"
      sub={
        folders.data &&
        `${count(replica.foldersOut)} of ${count(replica.folders)} not in step${folders.data.lastKnown ? ', as last known' : ''}`
      }
      flush
      className={style.panel}
      controls={
        <>
          {!narrow && (
            <Segmented
              label="Order"
              value={order === 'worst' ? 'worst' : 'tree'}
              options={[
                ['tree', 'Tree'],
                ['worst', 'Worst first'],
              ]}
              onChange={(value) => say({ order: value === 'worst' ? 'worst' : undefined })}
            />
          )}
          <SaveCsv
            what="The folders that are shown, with their numbers"
            file={fileName(replica.mailbox, replica.device, 'folders')}
            csv={() => foldersCsv(shown)}
            none={shown.length === 0}
          />
          <SearchAsYouType
            label="Find a folder"
            placeholder="Folder"
            className={style.find}
            value={find}
            onChange={(sought) => say({ find: sought || undefined })}
          />
        </>
      }
    >
      {folders.isError && !folders.data ? (
        <div className={style.padded}>
          <Failed what="The folders could not be read." error={folders.error} onRetry={() => void folders.refetch()} />
        </div>
      ) : !folders.data ? (
        <Skeleton lines={8} />
      ) : items.length === 0 ? (
        <Empty title="No folder is known.">
          {replica.lastReportedAt === null ? 'The agent has not reported yet.' : 'The agent reports an empty store.'}
        </Empty>
      ) : shown.length === 0 ? (
        <Empty title="No folder is called that.">
          None of {many(items.length, 'folder')} has “{find}” in its path.
        </Empty>
      ) : narrow ? (
        <FolderLines {...table} />
      ) : (
        <FolderTable {...table} />
      )}
    </Panel>
  );
}
