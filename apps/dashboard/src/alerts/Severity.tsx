import type { AlertView } from '@lockstep/contracts';
import style from './Severity.module.css';

/** Critical is solid, a warning outlined, what nobody has been told of dashed; each with its word. What was over before it fired says so. */
export function Severity({ alert: { severity, status } }: { alert: Pick<AlertView, 'severity' | 'status'> }) {
  const look = severity ?? 'pending';
  const over = status === 'resolved' ? style.over : '';
  return <span className={`${style.severity} ${style[look]} ${over}`}>{wordOf(look, status)}</span>;
}

function wordOf(look: 'critical' | 'warning' | 'pending', status: AlertView['status']): string {
  if (look === 'pending' && status === 'resolved') return 'Not fired';
  return look[0]!.toUpperCase() + look.slice(1);
}
