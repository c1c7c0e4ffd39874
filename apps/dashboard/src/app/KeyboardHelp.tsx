import { Fragment, useEffect, useRef, useSyncExternalStore } from 'react';
import { Icon } from '../design/Icon.tsx';
import { isSingle } from './key-pressed.ts';
import { useKeys, useLettersOn } from './keyboard.ts';
import { SHORTCUTS, type Shortcut } from './shortcuts.ts';
import style from './KeyboardHelp.module.css';

let open = false;
const watchers = new Set<() => void>();

/** Shows or hides the list of keys: it is asked for by `?` and from the menu. */
export function showKeys(shown: boolean): void {
  open = shown;
  watchers.forEach((tell) => tell());
}

const useShown = () =>
  useSyncExternalStore(
    (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    () => open,
  );

/** All keys, by where they work. Lies over the page; the focus returns to where it was. */
export function KeyboardHelp() {
  const shown = useShown();
  useKeys({ '?': () => showKeys(true) });
  return shown ? <Keys /> : null;
}

function Keys() {
  const dialog = useRef<HTMLDialogElement>(null);
  const closing = useRef<HTMLButtonElement>(null);
  const [letters, setLetters] = useLettersOn();
  useEffect(() => {
    const shown = dialog.current!;
    if (!shown.open) shown.showModal();
    // Else the first box has it, and the space bar would switch the keys off.
    closing.current?.focus();
    return () => shown.close();
  }, []);
  const close = () => showKeys(false);

  return (
    <dialog
      ref={dialog}
      className={style.keys}
      aria-labelledby="keys-title"
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
      onKeyDown={(event) => event.key === '?' && close()}
    >
      <div className={style.inside}>
        <div className={style.head}>
          <h2 id="keys-title" className="title">
            Keyboard
          </h2>
          <label className={style.letters}>
            <input type="checkbox" checked={letters} onChange={(event) => setLetters(event.target.checked)} />
            Single-key shortcuts
          </label>
          <button ref={closing} type="button" className="icob" aria-label="Close" onClick={close}>
            <Icon name="cross" size={16} />
          </button>
        </div>
        <div className={style.groups}>
          {SHORTCUTS.map(({ where, keys }) => (
            <section key={where} aria-label={where}>
              <h3>{where}</h3>
              <dl>
                {keys.map((shortcut) => (
                  <Line key={shortcut.what} shortcut={shortcut} letters={letters} />
                ))}
              </dl>
            </section>
          ))}
        </div>
        <p className="i3 small">
          {letters
            ? 'Single keys work outside of fields. They can be switched off where speech is typed as keys.'
            : 'Single keys are switched off; what is left works still.'}
        </p>
      </div>
    </dialog>
  );
}

function Line({ shortcut: { ways, either, what }, letters }: { shortcut: Shortcut; letters: boolean }) {
  const left = letters ? ways : ways.filter((keys) => !isOff(keys));
  const off = left.length === 0;
  return (
    <div className={off ? style.off : undefined}>
      <dt>
        {what}
        {off && <span className="visually-hidden">, switched off</span>}
      </dt>
      <dd>
        {(off ? ways : left).map((keys, way) => (
          <Fragment key={keys.join(' ')}>
            {way > 0 && either && <span className="i3 small">or</span>}
            <Way keys={keys} />
          </Fragment>
        ))}
      </dd>
    </div>
  );
}

function Way({ keys: [first, second] }: { keys: readonly string[] }) {
  return (
    <span className={style.way}>
      <kbd>{first}</kbd>
      {second !== undefined && (
        <>
          <span className="i3 small">{first === 'Ctrl' || first === 'Shift' ? '+' : 'then'}</span>
          <kbd>{second}</kbd>
        </>
      )}
    </span>
  );
}

/** Arrows have names on the keyboard, and a key with Ctrl is none that is typed. */
const isOff = (keys: readonly string[]) =>
  !keys.includes('Ctrl') && keys.some((key) => isSingle(key) && !/[←→↑↓+−]/.test(key));
