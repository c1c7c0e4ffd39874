import { useId, type ReactNode } from 'react';

/** So long that a phone has no room for it beside the title; there it is read out only. */
const isLong = (sub: ReactNode): boolean => typeof sub === 'string' && sub.length > 26;

/** A titled part of a page: one title, one grey sentence, controls at the right. */
export function Panel({
  title,
  sub,
  controls,
  className = '',
  flush = false,
  children,
}: {
  title: string;
  sub?: ReactNode;
  controls?: ReactNode;
  className?: string;
  /** The body brings its own padding, as tables do. */
  flush?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <div className="ph">
        <h2 id={id}>{title}</h2>
        {sub !== undefined && <span className={isLong(sub) ? 'sub clip long' : 'sub clip'}>{sub}</span>}
        <span className="grow" />
        {controls}
      </div>
      {flush ? children : <div className="pb">{children}</div>}
    </section>
  );
}
