import type { FixView } from '@lockstep/contracts';
import { Ago, Moment } from '../figures/When.tsx';

/** What became of the steps when somebody did them before; a fix that waits for reports says so. `quiet`: it is read out elsewhere. */
export function TriedBefore({ fix, quiet = false }: { fix: FixView; quiet?: boolean }) {
  const role = quiet ? undefined : 'status';
  if (fix.triedAt === null) return null;
  const by = fix.triedBy && ` by ${fix.triedBy}`;
  const note = fix.note && <span className="i3"> · “{fix.note}”</span>;
  switch (fix.status) {
    case 'tried':
      return (
        <span className="i2" role={role}>
          Tried <Ago at={fix.triedAt} suffix=" ago" />
          {by}, waiting to be confirmed by reports.{note}
        </span>
      );
    case 'failed':
    case 'relapsed':
      return (
        <span className="i2" role={role}>
          Tried <Moment at={fix.triedAt} />
          {by}; {fix.status === 'failed' ? 'it failed' : 'it helped, and came back'} <Moment at={fix.turnedAt} />.{note}
        </span>
      );
    default:
      return null;
  }
}
