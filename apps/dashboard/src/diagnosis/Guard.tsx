import type { GuardView } from '@lockstep/contracts';
import type { ReactNode } from 'react';
import { Icon } from '../design/Icon.tsx';
import { listed, many } from '../figures/numbers.ts';
import style from './Diagnosis.module.css';

/** What to do first, so that nothing is lost. `brief`: what is at stake, where the whole of it stands on the same page. */
export function Guard({ guard, brief = false, children }: { guard: GuardView; brief?: boolean; children?: ReactNode }) {
  const { items, folders, text } = guard;
  return (
    <div className={style.guard} role="note" aria-label="Before the steps">
      <div className={style.guardHead}>
        <Icon name="shield" size={17} />
        {items === null
          ? 'Before anything else'
          : `Export first: ${many(items, 'item exists', 'items exist')} only on this device`}
      </div>
      <div>{brief && items !== null ? stake(items, folders) : text}</div>
      {children}
    </div>
  );
}

const nameOf = (path: readonly string[]) => (/^inbox$/i.test(path.join('/')) ? 'the Inbox' : path.join(' › '));

const stake = (items: number, folders: GuardView['folders']) =>
  `${folders.length > 0 ? `In ${listed(folders.map(nameOf))}. ` : ''}The steps would lose ${items === 1 ? 'it' : 'them'}.`;
