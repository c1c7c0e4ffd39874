/** Lines in the shape of what comes. They show only after 200 ms: what is quick needs no announcement. */
export function Skeleton({ lines = 3, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <div className="row between" key={line}>
          <i style={{ width: `${[38, 52, 31, 46, 27][line % 5]}%` }} />
          <i style={{ width: `${[12, 9, 14, 11, 8][line % 5]}%` }} />
        </div>
      ))}
    </div>
  );
}
