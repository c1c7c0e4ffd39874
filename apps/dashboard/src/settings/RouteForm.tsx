import type { ChannelView, RouteView } from '@lockstep/contracts';
import { HoursFields } from '../policies/HoursFields.tsx';
import { ChannelPicks } from './ChannelPicks.tsx';
import { EscalationFields } from './EscalationFields.tsx';
import { FormFoot } from './FormFoot.tsx';
import { Check, Labelled } from './Labelled.tsx';
import { MatcherFields } from './MatcherFields.tsx';
import { routeDraft, routeOf, WAITS, type RouteDraft, type Wait } from './route-draft.ts';
import { saveRoute } from './useSettings.ts';
import { useSettingForm } from './useSettingForm.ts';
import style from './Settings.module.css';

const HOURS = {
  legend: 'Hours',
  check: 'Only at some hours',
  hint: 'outside of them the route does not fit',
};

/** Which alerts go where, when, and how often. */
export function RouteForm({
  route,
  channels,
  onDone,
}: {
  route: RouteView | null;
  channels: readonly ChannelView[];
  onDone: () => void;
}) {
  // An async function, so that what cannot be read is refused as what the server refuses is.
  const form = useSettingForm(routeDraft(route), async (draft: RouteDraft) =>
    saveRoute(route?.id ?? null, routeOf(draft, route?.version ?? null)),
  );
  const { draft, change, at, errors } = form;
  const hoursErrors = Object.fromEntries(
    Object.entries(errors).map(([place, how]) => [place.replace(/^hours/, 'workingHours'), how]),
  );
  return (
    <form
      className={style.form}
      aria-label={route?.name ?? 'New route'}
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(onDone);
      }}
    >
      <div className={style.fields}>
        <Labelled word="Name" error={at('name')}>
          <input
            className="field"
            value={draft.name}
            maxLength={100}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Labelled>
      </div>
      <MatcherFields
        matchers={draft.matchers}
        errors={errors}
        none="All alerts."
        onChange={(matchers) => change({ matchers })}
      />
      <ChannelPicks
        legend="Go to"
        all={channels}
        picked={draft.channels}
        error={at('channels')}
        onChange={(picked) => change({ channels: picked })}
      />
      <div className={style.fields}>
        {(Object.keys(WAITS) as Wait[]).map((wait) => (
          <Labelled key={wait} word={WAITS[wait]} error={at(wait)}>
            <input
              className="field"
              value={draft.waits[wait]}
              onChange={(event) => change({ waits: { ...draft.waits, [wait]: event.target.value } })}
            />
          </Labelled>
        ))}
      </div>
      <EscalationFields
        steps={draft.escalation}
        channels={channels}
        at={at}
        onChange={(escalation) => change({ escalation })}
      />
      <HoursFields hours={draft.hours} errors={hoursErrors} onChange={(hours) => change({ hours })} words={HOURS} />
      <Check checked={draft.continue} onChange={(on) => change({ continue: on })}>
        Go on with the next routes <span className="i3">· otherwise the first that fits is the last</span>
      </Check>
      <FormFoot word={route === null ? 'Make the route' : 'Save'} form={form} onCancel={onDone} />
    </form>
  );
}
