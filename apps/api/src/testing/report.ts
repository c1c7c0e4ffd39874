import type { ReportInput } from '@lockstep/contracts';

export const EPOCH = '6c1e1c6c-3d0f-4b5e-9d43-0f3a1f4f0b01';

const NOW = new Date().toISOString();

/** A whole report, of which a test says only what matters to it. */
export function aReport(over: Partial<ReportInput> = {}): ReportInput {
  return {
    epoch: EPOCH,
    seq: 1,
    observedAt: NOW,
    intervalSeconds: 300,
    kind: 'full',
    folders: [{ path: ['INBOX'], serverItems: 20, offlineItems: 18, lastSynchronizedAt: '2026-11-23T02:55:00.000Z' }],
    ...over,
  } as ReportInput;
}
