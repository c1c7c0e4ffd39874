import { useKeys } from '../app/keyboard.ts';
import { many as plural } from '../figures/numbers.ts';

/** The bar over a live list: what waits, so that nothing moves under the pointer. `.` lets it in. */
export function Hold({
  changes,
  fresh,
  many,
  onShow,
}: {
  changes: number;
  fresh: number;
  many: boolean;
  onShow: () => void;
}) {
  const waits = many || changes + fresh > 0;
  useKeys({ '.': onShow }, waits);
  if (!waits) return null;
  const words = many
    ? 'Many changes'
    : [changes > 0 && plural(changes, 'change'), fresh > 0 && plural(fresh, 'new row')].filter(Boolean).join(', ');
  return (
    <div className="hold" role="status">
      <span className="live" aria-hidden="true" />
      {words}
      <button type="button" className="link" onClick={onShow}>
        show
      </button>
      <kbd>.</kbd>
    </div>
  );
}
