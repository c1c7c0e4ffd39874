import type { Status } from '@lockstep/contracts';
import { useComputedColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { STATUSES, WORDS } from '../design/statuses.ts';
import { useTicking } from '../figures/clock.ts';
import { duration } from '../figures/time.ts';
import { CELL, CELLS, PITCH } from './cell-shapes.ts';
import style from './HurtMap.module.css';

const LONGEST_CANVAS = 16_000;

export type Cell = readonly [replica: string, mailbox: string, status: Status, since: string];

/** A mark a mailbox, always in the same place. One canvas; the arrow keys walk the cells, Enter opens one. */
export function CellMap({ cells, label }: { cells: readonly Cell[]; label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const [width, setWidth] = useState(0);
  const [at, setAt] = useState<number | null>(null);
  const navigate = useNavigate();

  const columns = Math.max(1, Math.floor((width + PITCH - CELL) / PITCH));
  const rows = Math.ceil(cells.length / columns);

  useLayoutEffect(() => {
    const watched = frame.current!;
    const observer = new ResizeObserver(() => setWidth(watched.clientWidth));
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (width > 0) draw(canvas.current!, cells, columns, rows);
  }, [cells, columns, rows, width, scheme]);

  const open = (index: number | null) => {
    const cell = index === null ? undefined : cells[index];
    if (cell) void navigate({ to: '/mailboxes/$id', params: { id: cell[0] } });
  };
  const walk = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
    const step = steps[event.key];
    if (event.key === 'Enter') open(at);
    else if (step === undefined) return;
    else setAt(Math.min(Math.max((at ?? (step > 0 ? -step : 0)) + step, 0), cells.length - 1));
    event.preventDefault();
  };
  const indexAt = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left + 1) / PITCH);
    const index = Math.floor((event.clientY - box.top + 1) / PITCH) * columns + column;
    return column < columns && index >= 0 && index < cells.length ? index : null;
  };
  const press = (event: MouseEvent) => {
    const index = indexAt(event);
    // A finger covers several marks: it points at one first, and opens what it points at.
    const isFinger = (event.nativeEvent as PointerEvent).pointerType === 'touch';
    if (isFinger && index !== at) setAt(index);
    else open(index);
  };

  const cell = at === null ? undefined : cells[at];
  return (
    <div
      ref={frame}
      className={style.cells}
      role="application"
      aria-roledescription="map of mailboxes"
      aria-label={label}
      tabIndex={0}
      data-own-keys
      onKeyDown={walk}
      onBlur={() => setAt(null)}
      onPointerMove={(event) => event.pointerType !== 'touch' && setAt(indexAt(event))}
      onPointerLeave={(event) => event.pointerType !== 'touch' && setAt(null)}
      onClick={press}
      style={{ height: rows * PITCH }}
    >
      <canvas ref={canvas} aria-hidden="true" />
      {/* Not on the canvas: twenty thousand marks are not drawn anew because the pointer moves. */}
      {cell && <div className={style.here} aria-hidden="true" style={herePlace(at!, columns)} />}
      {cell && (
        <div className={`tip ${style.tip}`} style={tipPlace(at!, columns)} role="status">
          <bdi className="m clip">{cell[1]}</bdi>
          <span className={`st ${cell[2]}`}>
            {WORDS[cell[2]]} <Since at={cell[3]} />
          </span>
        </div>
      )}
    </div>
  );
}

function Since({ at }: { at: string }) {
  const text = useTicking((now) => duration(now - Date.parse(at)));
  return <span className="i3">for {text}</span>;
}

function herePlace(index: number, columns: number) {
  const [left, top] = [(index % columns) * PITCH - 1, Math.floor(index / columns) * PITCH - 1];
  return { left, top, width: CELL + 2, height: CELL + 2 };
}

function tipPlace(index: number, columns: number) {
  const column = index % columns;
  const top = Math.floor(index / columns) * PITCH + PITCH + 4;
  const left = column * PITCH;
  return column > columns / 2 ? { top, right: (columns - column - 1) * PITCH } : { top, left };
}

/** By status, so that the brush changes colour six times and not two thousand. */
function draw(canvas: HTMLCanvasElement, cells: readonly Cell[], columns: number, rows: number): void {
  // A browser's canvas has a longest side; a map that is longer than it is drawn less finely.
  const ratio = Math.min(window.devicePixelRatio || 1, LONGEST_CANVAS / (rows * PITCH + 2));
  // A pixel of room on each side: the worst shape bleeds into the gap.
  const [width, height] = [columns * PITCH + 2, rows * PITCH + 2];
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  if (!context) return;
  const colours = getComputedStyle(document.documentElement);
  for (const status of STATUSES) {
    context.fillStyle = context.strokeStyle = colours.getPropertyValue(`--st-${status}`);
    cells.forEach((cell, index) => {
      if (cell[2] !== status) return;
      const [x, y] = [(index % columns) * PITCH + 1, Math.floor(index / columns) * PITCH + 1];
      context.setTransform(ratio, 0, 0, ratio, x * ratio, y * ratio);
      CELLS[status](context);
    });
  }
}
