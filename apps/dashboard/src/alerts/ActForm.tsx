import { useRef, useState, type ReactNode } from 'react';
import { serverNow } from '../figures/clock.ts';
import { many } from '../figures/numbers.ts';
import { useAct, type Act } from './acts.ts';
import { endOf, SPAN_WORDS, SPANS, type Span } from './until.ts';
import style from './ActForm.module.css';

/** What a person can say to alerts, to one or to many. Who fell is said, and the form stays for another try. */
export function ActForm({
  act,
  ids,
  user,
  onDone,
  onCancel,
}: {
  act: Act['act'];
  ids: readonly string[];
  user: string;
  /** What was said is done to all. */
  onDone: (said: Act) => void;
  onCancel: () => void;
}) {
  const saying = useAct(ids);
  const [comment, setComment] = useState('');
  const [span, setSpan] = useState<Span>(act === 'silence' ? '1 h' : 'resolved');
  const [endsOnResolve, setEndsOnResolve] = useState(true);
  const [to, setTo] = useState(user);
  const [failed, setFailed] = useState<string | null>(null);
  const reason = useRef<HTMLInputElement>(null);

  const say = (said: Act) =>
    saying.mutate(said, {
      onSuccess: (fallen) => {
        if (fallen.length === 0) return onDone(said);
        setFailed(
          `${many(ids.length - fallen.length, 'is done', 'are done')}; ${fallen.map(({ id, detail }) => `#${id}: ${detail}`).join(' ')}`,
        );
      },
      onError: (error) => setFailed(error.message),
    });
  const submit = () => {
    if (act === 'silence' && comment.trim() === '') {
      reason.current?.focus();
      return setFailed('Say why: whoever looks next asks that first.');
    }
    const until = endOf(span, serverNow());
    if (act === 'assign') say({ act, to: to.trim() === '' ? null : to.trim() });
    else if (act === 'silence') say({ act, comment, until: until!, endsOnResolve });
    else say({ act, ...(comment.trim() && { comment }), ...(until && { until }) });
  };

  return (
    <form
      className={style.form}
      aria-label={WORDS[act]}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {act === 'assign' ? (
        <Field word="Whose it is, any name; empty: nobody’s">
          <input
            className="field"
            value={to}
            maxLength={200}
            autoFocus
            onChange={(event) => setTo(event.target.value)}
          />
        </Field>
      ) : (
        <>
          <Field word={act === 'silence' ? 'Why' : 'A comment, if it helps others'}>
            <input
              className="field"
              value={comment}
              maxLength={1000}
              ref={reason}
              aria-required={act === 'silence'}
              aria-invalid={(act === 'silence' && failed !== null && comment.trim() === '') || undefined}
              autoFocus
              onChange={(event) => {
                setComment(event.target.value);
                setFailed(null);
              }}
            />
          </Field>
          <Field word="How long">
            <select className="field" value={span} onChange={(event) => setSpan(event.target.value as Span)}>
              {SPANS.filter((one) => act !== 'silence' || one !== 'resolved').map((one) => (
                <option key={one} value={one}>
                  {SPAN_WORDS[one]}
                </option>
              ))}
            </select>
          </Field>
        </>
      )}
      {act === 'silence' && (
        <label className={style.check}>
          <input type="checkbox" checked={endsOnResolve} onChange={() => setEndsOnResolve(!endsOnResolve)} />
          ends when it is resolved
        </label>
      )}
      <div className="row wrap">
        <button type="submit" className="btn pri" disabled={saying.isPending}>
          {WORDS[act]}
          {ids.length > 1 && ` ${ids.length}`}
        </button>
        <button type="button" className="btn ghost" onClick={onCancel}>
          Cancel
        </button>
        {act === 'silence' && <span className="i3 small">Openings are kept quiet; that it is over is told.</span>}
      </div>
      {failed && (
        <p role="alert" className={style.error}>
          {failed}
        </p>
      )}
    </form>
  );
}

const WORDS: Readonly<Record<Act['act'], string>> = {
  acknowledge: 'Acknowledge',
  assign: 'Assign',
  silence: 'Silence',
};

function Field({ word, children }: { word: string; children: ReactNode }) {
  return (
    <label className={style.field}>
      <span className="i3 small">{word}</span>
      {children}
    </label>
  );
}
