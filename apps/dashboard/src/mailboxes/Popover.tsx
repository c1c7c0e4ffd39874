import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import style from './MailboxesPage.module.css';

const GAP = 4;
const EDGE = 12;

/** A button that opens a small panel under itself. Escape and a press elsewhere close it, as the browser does for all popovers. */
export function Popover({
  label,
  button,
  className,
  children,
}: {
  label: string;
  button: ReactNode;
  className: string;
  /** Made anew whenever it opens. */
  children: ReactNode;
}) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    if (!open) return;
    const from = opener.current!.getBoundingClientRect();
    const into = panel.current!;
    const left = Math.min(from.left, window.innerWidth - into.offsetWidth - EDGE);
    const below = Math.min(from.bottom + GAP, window.innerHeight - into.offsetHeight - EDGE);
    into.style.left = `${Math.max(EDGE, left)}px`;
    into.style.top = `${Math.max(EDGE, below)}px`;
  }, [open]);
  return (
    <>
      <button ref={opener} type="button" className={className} popoverTarget={id} aria-label={label}>
        {button}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={style.popover}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && children}
      </div>
    </>
  );
}
