import type { AlertView, SilenceView } from '@lockstep/contracts';
import { Icon } from '../design/Icon.tsx';
import { many } from '../figures/numbers.ts';
import { useSilences } from '../settings/useSettings.ts';
import { useEndSilence } from './acts.ts';
import form from './ActForm.module.css';

/** The silences that keep an alert quiet: their ids. */
export const silencesOf = ({ suppressed }: Pick<AlertView, 'suppressed'>): readonly string[] =>
  suppressed.flatMap(({ by, id }) => (by === 'silence' ? [id] : []));

/** What a silence keeps quiet beside the alert that is looked at; null: nothing else, or it is not known. */
export function alsoQuiet(silence: Pick<SilenceView, 'alerts'> | undefined): string | null {
  const others = (silence?.alerts ?? 1) - 1;
  return others > 0 ? `It keeps ${many(others, 'other alert')} quiet as well.` : null;
}

/** The way back from a silence, where it is seen. Of several the one that is asked for ends, and the next stands in its place. */
export function EndSilence({ alert }: { alert: Pick<AlertView, 'id' | 'suppressed'> }) {
  const id = silencesOf(alert)[0];
  const ending = useEndSilence(alert.id);
  if (id === undefined) return null;
  return <Ending id={id} ending={ending} />;
}

function Ending({ id, ending }: { id: string; ending: ReturnType<typeof useEndSilence> }) {
  const also = alsoQuiet(useSilences().data?.items.find((silence) => silence.id === id));
  return (
    <>
      <button
        type="button"
        className="btn"
        disabled={ending.isPending}
        title={also ?? 'What fires is told again'}
        onClick={() => ending.mutate(id)}
      >
        <Icon name="bell" size={14} />
        End the silence
      </button>
      {also !== null && <span className={`i3 small ${form.whole}`}>{also}</span>}
      {ending.isError && (
        <p role="alert" className={`${form.error} ${form.whole}`}>
          {ending.error.message}
        </p>
      )}
    </>
  );
}
