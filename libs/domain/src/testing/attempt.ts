import type { FolderPath } from '@lockstep/contracts';
import type { SeenAttempt } from '../diagnosis/evidence.ts';
import { NOW } from './evidence.ts';
import { minutes } from './durations.ts';
import { wireForm } from '../replica/calendar.ts';

/** An attempt by hand that began so long ago and took a minute. */
export function attempt(
  ago: number,
  outcome: SeenAttempt['outcome'],
  error?: string,
  folders?: readonly FolderPath[],
): SeenAttempt {
  return {
    startedAt: wireForm(NOW - ago),
    endedAt: wireForm(NOW - ago + minutes(1)),
    trigger: 'manual',
    outcome,
    ...(error !== undefined && { error }),
    ...(folders !== undefined && { folders: folders.map((path) => [...path]) }),
    position: 70,
    seenAt: NOW - ago + minutes(2),
  };
}
