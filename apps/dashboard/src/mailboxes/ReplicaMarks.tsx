import type { ReplicaRow } from '@lockstep/contracts';
import { Icon, type IconName } from '../design/Icon.tsx';
import { many } from '../figures/numbers.ts';
import type { AlertMark } from './useAlertMarks.ts';
import style from './ReplicaTable.module.css';

/** What else is to be known of a row: what people did about its alert, that an incident explains it, that a difference of it is accepted. */
export function ReplicaMarks({ row, marks }: { row: ReplicaRow; marks: readonly AlertMark[] | undefined }) {
  return (
    <>
      {marks?.map(({ icon, word }) => (
        <Mark key={icon} icon={icon} word={word} />
      ))}
      {row.incident && <Mark icon="incident" word={`Of the incident “${row.incident.title}”`} />}
      {row.acceptedFolders > 0 && (
        <Mark icon="check" word={`A difference is accepted in ${many(row.acceptedFolders, 'folder')}`} />
      )}
    </>
  );
}

function Mark({ icon, word }: { icon: IconName; word: string }) {
  return (
    <span className={style.mark} title={word}>
      <Icon name={icon} size={13} />
      <span className="visually-hidden">{word}</span>
    </span>
  );
}
