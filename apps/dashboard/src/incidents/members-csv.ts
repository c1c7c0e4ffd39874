import type { IncidentDetail } from '@lockstep/contracts';
import { toCsv } from '../figures/csv.ts';

/** Those whom an incident took in; `recovered` is empty while they are affected. */
export const membersCsv = (members: IncidentDetail['members']): string =>
  toCsv(
    ['mailbox', 'device', 'inTroubleSince', 'joined', 'recovered', 'replica'],
    members.map(({ mailbox, device, since, joinedAt, leftAt, replica }) => [
      mailbox,
      device,
      since,
      joinedAt,
      leftAt,
      replica,
    ]),
  );
