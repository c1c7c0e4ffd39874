import type { ReactNode } from 'react';
import { Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import style from './Settings.module.css';

/** What each section of the settings is given. */
export interface SectionProps {
  /** What is being changed; `new` while one is made. */
  readonly edit: string | undefined;
  readonly onEdit: (edit: string | undefined) => void;
  readonly readOnly: boolean;
}

interface Read<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** One part of the settings, in each of its states. */
export function Section<T>({
  title,
  sub,
  read,
  controls,
  children,
}: {
  title: string;
  sub: string;
  read: Read<T>;
  controls?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  return (
    <Panel title={title} sub={sub} controls={controls} flush>
      {read.data !== undefined ? (
        children(read.data)
      ) : read.error ? (
        <div className={style.item}>
          <div className={style.wholeWidth}>
            <Failed what={`${title} could not be read.`} error={read.error} onRetry={() => void read.refetch()} />
          </div>
        </div>
      ) : (
        <Skeleton lines={4} />
      )}
    </Panel>
  );
}
