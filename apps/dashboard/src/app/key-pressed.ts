/** What a key event says; the fields of `KeyboardEvent` that are looked at. */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
  getModifierState(name: 'AltGraph' | 'CapsLock'): boolean;
}

/** These walk, so they go on while they are held down; whatever else repeats by itself would flicker. */
const WALKS = new Set(['j', 'k', '[', ']', '{', '}']);

/**
 * The name that a shortcut is known by: a character, a key such as `Enter`, or `Control+k`. Null: this is none of the page's.
 *
 * `[` needs AltGr on many keyboards, which systems tell as Ctrl and Alt. Caps Lock makes no other letter.
 */
export function keyPressed(event: Pressed): string | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (event.isComposing || key === 'Dead' || key === 'Process') return null;
  if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'k') return 'Control+k';
  if ((ctrlKey || metaKey || altKey) && !event.getModifierState('AltGraph')) return null;
  const character = key.length === 1;
  const named = character && event.getModifierState('CapsLock') && !shiftKey ? key.toLowerCase() : key;
  return event.repeat && !WALKS.has(named) ? null : named;
}

/** Single characters can be switched off (WCAG 2.1.4); keys with names and combinations cannot be struck by speech. */
export const isSingle = (key: string): boolean => key.length === 1;
