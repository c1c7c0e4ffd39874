import type { ReactNode } from 'react';

/** The number that leads its page, with a small grey label under it. Units go in `<small>`. */
export function Figure({ children, label, tone }: { children: ReactNode; label?: ReactNode; tone?: string }) {
  return (
    <div className="figure">
      <span className="fig" style={tone ? { color: tone } : undefined}>
        {children}
      </span>
      {label !== undefined && <span className="i3">{label}</span>}
    </div>
  );
}
