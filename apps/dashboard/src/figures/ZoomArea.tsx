import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { dayAndTime } from './time.ts';
import { moved, partOf, scaled, spanBetween, type TimeSpan } from './zoom.ts';
import style from './ZoomArea.module.css';

/** A press that moves less than this many pixels selects nothing. */
const A_CLICK = 6;

/**
 * Lets a span of a chart be chosen: drawn with the pointer, or by keys while the chart has the focus.
 *
 * `+` and `−` zoom around the cursor, `Shift` and an arrow move, `Enter` sets one end and then the other, `Esc` takes a half-made choice
 * back, and after that the zoom. `within`: what can be looked at. `left`, `right`: pixels beside the plot. `cursor`: the moment under the
 * chart's own cursor, which arrow keys move; null: none.
 */
export function ZoomArea({
  span,
  within,
  left,
  right,
  cursor,
  onZoom,
  children,
}: {
  span: TimeSpan;
  within: TimeSpan;
  left: number;
  right: number;
  cursor: () => number | null;
  /** Null: the whole again. */
  onZoom: (span: TimeSpan | null) => void;
  children: ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<readonly [number, number] | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);

  const zoom = (to: TimeSpan) => onZoom(to.from <= within.from && to.to >= within.to ? null : to);
  const momentAt = (clientX: number) => {
    const box = frame.current!.getBoundingClientRect();
    const part = (clientX - box.left - left) / Math.max(1, box.width - left - right);
    return span.from + Math.min(1, Math.max(0, part)) * (span.to - span.from);
  };
  const press = (event: PointerEvent) => {
    // A finger that moves is scrolling the page.
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const at = momentAt(event.clientX);
    setChosen([at, at]);
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const drag = (event: PointerEvent) => chosen && setChosen([chosen[0], momentAt(event.clientX)]);
  const release = () => {
    if (!chosen) return;
    const width = frame.current!.clientWidth - left - right;
    if (Math.abs(partOf(chosen[0], span) - partOf(chosen[1], span)) * width >= A_CLICK)
      zoom(spanBetween(chosen[0], chosen[1], span));
    setChosen(null);
  };
  const keys = (event: KeyboardEvent) => {
    const around = cursor() ?? span.to;
    const step = (span.to - span.from) / 4;
    if (event.key === '+' || event.key === '=') zoom(scaled(span, 0.5, around, within));
    else if (event.key === '-') zoom(scaled(span, 2, around, within));
    else if (event.shiftKey && event.key === 'ArrowLeft') zoom(moved(span, -step, within));
    else if (event.shiftKey && event.key === 'ArrowRight') zoom(moved(span, step, within));
    else if (event.key === 'Enter' && anchor === null) setAnchor(around);
    else if (event.key === 'Enter' && anchor !== null) {
      setAnchor(null);
      if (around !== anchor) zoom(spanBetween(anchor, around, span));
    } else if (event.key === 'Escape' && anchor !== null) setAnchor(null);
    else if (event.key === 'Escape') onZoom(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = chosen ?? (anchor === null ? null : ([anchor, anchor] as const));
  const place = (at: number) => `calc(${left}px + (100% - ${left + right}px) * ${partOf(at, span)})`;
  return (
    <div
      ref={frame}
      className={style.area}
      data-own-keys
      onPointerDown={press}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={() => setChosen(null)}
      onKeyDownCapture={keys}
    >
      {children}
      {shown && (
        <div
          className={style.chosen}
          aria-hidden="true"
          style={{
            left: place(Math.min(...shown)),
            width: `calc((100% - ${left + right}px) * ${Math.abs(partOf(shown[1], span) - partOf(shown[0], span))})`,
          }}
        />
      )}
      <span className="visually-hidden" role="status">
        {anchor === null ? '' : `From ${dayAndTime(anchor, anchor)}. Move the cursor and press Enter.`}
      </span>
    </div>
  );
}
