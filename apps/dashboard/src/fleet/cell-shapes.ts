import type { Status } from '@lockstep/contracts';

/** The shapes snapped to the pixels of an 8 px cell; ink grows with severity, so that the worst bleeds into the gap. */
export const CELL = 8;
export const PITCH = 10;

type Draw = (context: CanvasRenderingContext2D) => void;

const filled = (path: string, rule: CanvasFillRule = 'nonzero'): Draw => {
  const shape = new Path2D(path);
  return (context) => context.fill(shape, rule);
};

const ring = new Path2D();
ring.arc(4, 4, 3.2, 0, Math.PI * 2);

export const CELLS: Readonly<Record<Status, Draw>> = {
  mismatched: filled('M4-1 9 4 4 9-1 4Z'),
  stale: filled('M0 0h8L5 4l3 4H0l3-4Z'),
  silent: (context) => {
    context.lineWidth = 1.6;
    context.stroke(ring);
  },
  unknown: filled('M0 0h8v8H0Zm1.5 1.5v5h5v-5ZM3 3h2v2H3Z', 'evenodd'),
  'catching-up': filled('M4 0 8 8H0Z'),
  'in-step': filled('M1 1h2v6H1zM5 1h2v6H5z'),
};
