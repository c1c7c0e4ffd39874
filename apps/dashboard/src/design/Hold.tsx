import { useKeys } from '../app/keyboard.ts';
import { many } from '../figures/numbers.ts';

/** The bar over a live list: what waits, so that nothing moves under the pointer. `.` lets it in. */
export function Hold({ changes, fresh, onShow }: { changes: number; fresh: number; onShow: () => void }) {
  useKeys({ '.': onShow }, changes + fresh > 0);
  if (changes + fresh === 0) return null;
  const words = [changes > 0 && many(changes, 'change'), fresh > 0 && many(fresh, 'new row')]
    .filter(Boolean)
    .join(', ');
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
