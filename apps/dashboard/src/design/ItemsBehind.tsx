import { count } from '../figures/numbers.ts';
import { Icon } from './Icon.tsx';

/** Items behind; those that exist only offline always carry the shield. Unknown is a word, never a zero. */
export function ItemsBehind({
  behind,
  onlyOffline,
  muted = false,
}: {
  behind: number | null;
  onlyOffline: number;
  muted?: boolean;
}) {
  return (
    <span className="behind">
      {onlyOffline > 0 && <OnlyOffline items={onlyOffline} />}
      {behind === null ? (
        <span style={{ color: 'var(--tx-unknown)' }}>unknown</span>
      ) : behind === 0 && onlyOffline > 0 ? null : (
        <span className={muted || behind === 0 ? 'i3' : 'm'}>{count(behind)}</span>
      )}
    </span>
  );
}

export function OnlyOffline({ items }: { items: number }) {
  return (
    <span className="guarded" title={`${count(items)} exist only offline: export them before anything is rebuilt`}>
      <Icon name="shield" size={13} />
      {count(-items)}
    </span>
  );
}
