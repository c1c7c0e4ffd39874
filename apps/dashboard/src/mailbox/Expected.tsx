import type { FolderRow, ReplicaView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { count, many } from '../figures/numbers.ts';
import { toUrl } from '../folder/folder-url.ts';
import { useFolders } from './useReplica.ts';
import style from './MailboxPage.module.css';

const NAMED = 3;

/** Says when a mailbox is in step, or less far behind, because folders may differ: a person accepted it, or the client declares it. */
export function Expected({ replica, at }: { replica: ReplicaView; at: string | undefined }) {
  const folders = useFolders(replica.id, at).data?.items ?? [];
  const accepted = folders.filter((folder) => folder.accepted !== null);
  const declared = folders.filter((folder) => folder.accepted === null && folder.expectedDifference !== 0);
  return (
    <>
      <Line
        folders={accepted}
        replica={replica}
        says={`${many(accepted.length, 'difference is', 'differences are')} accepted:`}
        by={({ accepted }) => accepted?.items ?? 0}
      />
      <Line
        folders={declared}
        replica={replica}
        says={`${many(declared.length, 'folder differs', 'folders differ')} as the client declares:`}
        by={({ expectedDifference }) => expectedDifference}
      />
    </>
  );
}

function Line({
  folders,
  replica,
  says,
  by,
}: {
  folders: readonly FolderRow[];
  replica: ReplicaView;
  says: string;
  by: (folder: FolderRow) => number;
}) {
  if (folders.length === 0) return null;
  return (
    <p className={`i2 ${style.expected}`}>
      {says}{' '}
      {folders.slice(0, NAMED).map((folder, index) => (
        <span key={folder.path.join('\u0000')}>
          {index > 0 && ', '}
          <Link
            to="/mailboxes/$id/folders/$"
            params={{ id: replica.id, _splat: toUrl(folder.path) }}
            className="link"
            title={folder.accepted?.reason}
          >
            {folder.path.join(' › ')}
          </Link>{' '}
          by {count(by(folder))}
        </span>
      ))}
      {folders.length > NAMED && ` and ${count(folders.length - NAMED)} more`}
    </p>
  );
}
