import { describe, expect, it } from '@jest/globals';
import { isSingle, keyPressed, type Pressed } from './key-pressed.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, isComposing: false };
const press = (key: string, more: Partial<typeof none> = {}, locks: readonly string[] = []): Pressed => ({
  key,
  ...none,
  ...more,
  getModifierState: (name) => locks.includes(name),
});

describe('the key that was pressed', () => {
  it('is the character, or the name of the key', () => {
    expect(keyPressed(press('t'))).toBe('t');
    expect(keyPressed(press('Enter'))).toBe('Enter');
    expect(keyPressed(press('?', { shiftKey: true }))).toBe('?');
    expect(keyPressed(press('{', { shiftKey: true }))).toBe('{');
  });

  it('finds by Ctrl K and by Cmd K, with Caps Lock too', () => {
    expect(keyPressed(press('k', { ctrlKey: true }))).toBe('Control+k');
    expect(keyPressed(press('K', { metaKey: true }, ['CapsLock']))).toBe('Control+k');
  });

  it('leaves to the browser what is the browser’s', () => {
    expect(keyPressed(press('a', { ctrlKey: true }))).toBeNull();
    expect(keyPressed(press('K', { ctrlKey: true, shiftKey: true }))).toBeNull();
    expect(keyPressed(press('ArrowLeft', { altKey: true }))).toBeNull();
  });

  it('knows a bracket that needs AltGr', () => {
    expect(keyPressed(press('[', { ctrlKey: true, altKey: true }, ['AltGraph']))).toBe('[');
  });

  it('is the same letter with Caps Lock', () => {
    expect(keyPressed(press('T', {}, ['CapsLock']))).toBe('t');
  });

  it('walks on while it is held, and does nothing else over and over', () => {
    expect(keyPressed(press('j', { repeat: true }))).toBe('j');
    expect(keyPressed(press('t', { repeat: true }))).toBeNull();
  });

  it('is nothing while a word is composed', () => {
    expect(keyPressed(press('a', { isComposing: true }))).toBeNull();
    expect(keyPressed(press('Dead'))).toBeNull();
  });

  it('is a single character or not', () => {
    expect(['t', '?', '['].every(isSingle)).toBe(true);
    expect(['Enter', 'Escape', 'Control+k'].some(isSingle)).toBe(false);
  });
});
