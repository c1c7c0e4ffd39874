import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';

/**
 * Compares with a file that a person has read: what the other side gets changes only where somebody meant it.
 * `UPDATE_GOLDEN=1` writes the files anew, to be read again.
 */
export function expectGolden(name: string, text: string): void {
  const file = new URL(`../golden/${name}`, import.meta.url);
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

export function asJson(body: unknown): string {
  return `${JSON.stringify(body, null, 2)}\n`;
}
