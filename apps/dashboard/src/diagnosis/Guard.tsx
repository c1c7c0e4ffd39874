import type { GuardView } from '@lockstep/contracts';
import type { ReactNode } from 'react';
import { Icon } from '../design/Icon.tsx';
import { many } from '../figures/numbers.ts';
import style from './Diagnosis.module.css';

/** What to do first, so that nothing is lost. */
export function Guard({ guard, children }: { guard: GuardView; children?: ReactNode }) {
  return (
    <div className={style.guard} role="note" aria-label="Before the steps">
      <div className={style.guardHead}>
        <Icon name="shield" size={17} />
        {guard.items === null
          ? 'Before anything else'
          : `Export first: ${many(guard.items, 'item exists', 'items exist')} only on this device`}
      </div>
      <div>{guard.text}</div>
      {children}
    </div>
  );
}
