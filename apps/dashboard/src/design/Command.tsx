import type { ReactNode } from 'react';
import { CopyButton } from './CopyButton.tsx';

/** A command in mono with a copy button that is always there: one line, or a block of a terminal. */
export function Command({ text, children }: { text: string; children?: ReactNode }) {
  if (children === undefined) {
    return (
      <span className="cmd mono">
        {text}
        <CopyButton text={text} bare />
      </span>
    );
  }
  return (
    <div className="term mono">
      <div className="grow">
        <span className="prompt" aria-hidden="true">
          ${' '}
        </span>
        {children}
      </div>
      <CopyButton text={text} />
    </div>
  );
}
