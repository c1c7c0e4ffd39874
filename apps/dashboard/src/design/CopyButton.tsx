import { useState } from 'react';
import { Icon } from './Icon.tsx';

/** Says what became of it: a copy that failed silently is found out too late. */
export function CopyButton({
  text,
  label = 'Copy',
  bare = false,
  tall = false,
}: {
  text: string;
  label?: string;
  bare?: boolean;
  /** As high as the buttons beside it; else as in the head of a panel. */
  tall?: boolean;
}) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  const copy = async () => {
    setOutcome((await copied(text)) ? 'copied' : 'failed');
    setTimeout(() => setOutcome(null), 2_000);
  };
  const word = outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Select it and copy' : label;
  return (
    <button
      type="button"
      className={bare ? 'copy bare' : tall ? 'copy btn' : 'copy btn sm'}
      onClick={() => void copy()}
      aria-label={bare ? `${word} ${text}` : undefined}
    >
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} size={13} />
      {!bare && <span aria-live="polite">{word}</span>}
    </button>
  );
}

/** The clipboard is there on https and localhost only; elsewhere the old way still works. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
