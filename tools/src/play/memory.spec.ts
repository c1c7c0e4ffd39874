import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recall, remember, type Memory } from './memory.ts';
import { storyClock } from './clock.ts';

const memory: Memory = {
  seed: 1,
  anchor: 5,
  mailboxes: 1,
  story: null,
  agents: { 'anna@example.org': { replica: 'r', token: 't', reportedUntil: 7 } },
};

describe('the memory of a fleet', () => {
  it('comes back whole, and is for its owner’s eyes only', () => {
    inFolder((folder) => {
      const file = join(folder, 'deeper', 'fleet.json');
      remember(file, memory);
      expect(recall(file)).toEqual(memory);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    });
  });

  it('is not there at first, and says which file to move when it is broken', () => {
    inFolder((folder) => {
      const file = join(folder, 'fleet.json');
      expect(recall(file)).toBeNull();
      writeFileSync(file, '{');
      expect(() => recall(file)).toThrow(file);
    });
  });
});

describe('the clock of a story', () => {
  it('runs faster than the wall’s until it has caught up, and never ahead of it', () => {
    let wall = 1_000;
    const clock = storyClock(0, 11, () => wall);
    wall = 1_050;
    expect(clock()).toBe(550);
    wall = 2_000;
    expect(clock()).toBe(2_000);
  });
});

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-fleet-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
