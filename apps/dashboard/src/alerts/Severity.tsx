import type { AlertView } from '@lockstep/contracts';
import style from './Alerts.module.css';

/** Critical is solid, a warning outlined, what nobody has been told of dashed; each with its word. */
export function Severity({ alert: { severity, status } }: { alert: Pick<AlertView, 'severity' | 'status'> }) {
  const look = severity ?? 'pending';
  const over = status === 'resolved' ? style.over : '';
  return <span className={`${style.severity} ${style[look]} ${over}`}>{look[0]!.toUpperCase() + look.slice(1)}</span>;
}
