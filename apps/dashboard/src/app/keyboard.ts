import { useEffect, useRef, useSyncExternalStore } from 'react';
import { isSingle, keyPressed } from './key-pressed.ts';

/**
 * Keys for the whole page: `t`, `.`, `/`, `g f` (a sequence), `Control+k`. The newest component that knows a key
 * gets it. Single letters can be switched off (WCAG 2.1.4); they never act inside a field.
 */
type Keys = Readonly<Record<string, () => void>>;

const stack: { readonly keys: () => Keys }[] = [];
let prefix = '';
let prefixAt = 0;

export function useKeys(keys: Keys, active = true): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!active) return;
    const entry = { keys: () => latest.current };
    stack.push(entry);
    return () => {
      stack.splice(stack.indexOf(entry), 1);
    };
  }, [active]);
}

/** Listens once for the whole application. */
export function listenToKeys(target: Document): void {
  target.addEventListener('keydown', (event) => {
    const key = keyPressed(event);
    if (key === null || event.defaultPrevented) return;
    // Behind a dialog nothing moves.
    if (target.querySelector('dialog[open]')) return;
    if (key !== 'Control+k' && (isField(event.target) || (isSingle(key) && !lettersOn()))) return;

    // Enter on a link or a button is for that link or button.
    if (key === 'Enter' && isControl(event.target)) return;

    const sequence = prefix !== '' && Date.now() - prefixAt < 1_500 ? `${prefix} ${key}` : null;
    // Shift alone may be on its way to the second letter.
    if (key !== 'Shift') prefix = '';
    const action = (sequence && find(sequence)) ?? find(key);
    if (action) {
      event.preventDefault();
      action();
    } else if (stack.some((entry) => Object.keys(entry.keys()).some((known) => known.startsWith(`${key} `)))) {
      prefix = key;
      prefixAt = Date.now();
    }
  });
}

function find(key: string): (() => void) | undefined {
  for (let index = stack.length - 1; index >= 0; index--) {
    const action = stack[index]!.keys()[key];
    if (action) return action;
  }
  return undefined;
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button, summary') !== null;
}

/** What is typed in a field, or walks a map, is for that alone. A box that is ticked types nothing. */
const FIELDS =
  'input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable], [data-own-keys]';
const isField = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches(FIELDS);

const STORED = 'lockstep.single-keys';
const listeners = new Set<() => void>();

const lettersOn = () => localStorage.getItem(STORED) !== 'off';

export function useLettersOn(): readonly [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, lettersOn);
  const set = (value: boolean) => {
    localStorage.setItem(STORED, value ? 'on' : 'off');
    listeners.forEach((tell) => tell());
  };
  return [on, set];
}
