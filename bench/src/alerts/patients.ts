import { randomUUID } from 'node:crypto';
import type { Reporter } from '../server/fleet.ts';
import type { System } from '../server/system.ts';

/** One simulated agent of one folder, whose next report says that its password is refused: a condition that is told of at once. */
export interface Patient extends Reporter {
  readonly server: string;
}

/** `serverOf` and `versionOf`: whoever has them in common may be found to have one cause. */
export async function joinPatients(
  system: System,
  count: number,
  serverOf: (number: number) => string,
  versionOf: (number: number) => string,
): Promise<Patient[]> {
  const patients: Patient[] = [];
  const width = 16;
  for (let first = 0; first < count; first += width) {
    const numbers = Array.from({ length: Math.min(width, count - first) }, (_, offset) => first + offset);
    const joined = numbers.map(async (number): Promise<Patient> => {
      const server = serverOf(number);
      const mailbox = `patient-${randomUUID().slice(0, 8)}-${number}@example.org`;
      const { replica, token } = await system.join(mailbox, server, versionOf(number));
      return { replica, token, server, next: reportsOf() };
    });
    patients.push(...(await Promise.all(joined)));
  }
  return patients;
}

/** The first is well, the second is not, and so on. */
function reportsOf(): () => object {
  const epoch = randomUUID();
  let seq = 0;
  return () => {
    seq += 1;
    const now = new Date().toISOString();
    const folder = { path: ['INBOX'], serverItems: 10, offlineItems: 10 };
    return {
      ...{ epoch, seq, observedAt: now, intervalSeconds: 300, kind: 'full' },
      folders: [{ ...folder, lastSynchronizedAt: now, lastSynchronizedBasis: 'sync-state' }],
      troubles: seq % 2 === 0 ? [{ code: 'credentials-rejected' }] : [],
    };
  };
}
