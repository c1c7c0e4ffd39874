import type { Matcher } from '@lockstep/contracts';
import { useMakeSilence } from '../alerts/acts.ts';
import { endOf, SPAN_WORDS, SPANS, type Span } from '../alerts/until.ts';
import { serverNow } from '../figures/clock.ts';
import { FormFoot } from './FormFoot.tsx';
import { Check, Labelled } from './Labelled.tsx';
import { MatcherFields } from './MatcherFields.tsx';
import { EMPTY, matcherDraft, matcherOf, type MatcherDraft } from './matcher-draft.ts';
import { useSettingForm } from './useSettingForm.ts';
import style from './Settings.module.css';

interface Draft {
  readonly matchers: readonly MatcherDraft[];
  readonly comment: string;
  readonly span: Span;
  readonly endsOnResolve: boolean;
}

/** Keeps quiet what matches, for a while and for a reason. */
export function SilenceForm({ matchers, onDone }: { matchers?: readonly Matcher[]; onDone: () => void }) {
  const make = useMakeSilence();
  const begin: Draft = {
    matchers: matchers?.map(matcherDraft) ?? [EMPTY],
    comment: '',
    span: '1 h',
    endsOnResolve: false,
  };
  const form = useSettingForm(begin, (draft: Draft) =>
    make.mutateAsync({
      matchers: draft.matchers.map(matcherOf),
      comment: draft.comment,
      until: endOf(draft.span, serverNow())!,
      endsOnResolve: draft.endsOnResolve,
    }),
  );
  const { draft, change, at } = form;
  return (
    <form
      className={style.form}
      aria-label="New silence"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(onDone);
      }}
    >
      <MatcherFields matchers={draft.matchers} errors={form.errors} onChange={(said) => change({ matchers: said })} />
      <div className={style.fields}>
        <Labelled word="Why" error={at('comment')}>
          <input
            className="field"
            value={draft.comment}
            maxLength={1000}
            onChange={(event) => change({ comment: event.target.value })}
          />
        </Labelled>
        <Labelled word="How long" error={at('until')}>
          <select
            className="field"
            value={draft.span}
            onChange={(event) => change({ span: event.target.value as Span })}
          >
            {SPANS.filter((span) => span !== 'resolved').map((span) => (
              <option key={span} value={span}>
                {SPAN_WORDS[span]}
              </option>
            ))}
          </select>
        </Labelled>
      </div>
      <Check checked={draft.endsOnResolve} onChange={(endsOnResolve) => change({ endsOnResolve })}>
        ends with the last alert that it silences
      </Check>
      <FormFoot word="Silence" form={form} onCancel={onDone} />
    </form>
  );
}
