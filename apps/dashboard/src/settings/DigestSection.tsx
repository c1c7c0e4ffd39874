import type { ChannelView, DigestView } from '@lockstep/contracts';
import { listed } from '../figures/numbers.ts';
import { ChannelPicks } from './ChannelPicks.tsx';
import { FormFoot } from './FormFoot.tsx';
import { Labelled } from './Labelled.tsx';
import { Section, type SectionProps } from './Section.tsx';
import { saveDigest, useChannels, useDigest } from './useSettings.ts';
import { useSettingForm } from './useSettingForm.ts';
import { ZoneField } from './ZoneField.tsx';
import style from './Settings.module.css';

const EVERY: Readonly<Record<DigestView['every'], string>> = {
  never: 'never',
  day: 'every day',
  week: 'on Mondays',
};

/** What was, told once a day or a week to who need not be woken. */
export function DigestSection({ edit, onEdit, readOnly }: SectionProps) {
  const digest = useDigest();
  const channels = useChannels().data?.items ?? [];
  return (
    <Section title="Digest" sub="what was, told once a day or a week" read={digest}>
      {(data) => (
        <div className={style.item}>
          {edit === 'digest' ? (
            <div className={style.wholeWidth}>
              <DigestForm digest={data} channels={channels} onDone={() => onEdit(undefined)} />
            </div>
          ) : (
            <>
              <div>
                <h3 className="b">
                  {data.every === 'never' ? 'No digest is sent' : `Sent ${EVERY[data.every]} at ${data.at}`}
                </h3>
                <div className="i2">
                  {data.every !== 'never' && `${data.timeZone} · `}
                  {data.channels.length === 0
                    ? 'to no channel'
                    : `to ${listed(data.channels.map((id) => channels.find((one) => one.id === id)?.name ?? id))}`}
                </div>
              </div>
              {!readOnly && (
                <div className={style.tools}>
                  <button type="button" className="btn sm" onClick={() => onEdit('digest')}>
                    Change
                  </button>
                </div>
              )}
            </>
          )}
        </div>
      )}
    </Section>
  );
}

function DigestForm({
  digest,
  channels,
  onDone,
}: {
  digest: DigestView;
  channels: readonly ChannelView[];
  onDone: () => void;
}) {
  const { version, ...begin } = digest;
  const form = useSettingForm(begin, (draft: typeof begin) => saveDigest({ ...draft, basedOn: version }));
  const { draft, change, at } = form;
  return (
    <form
      className={style.form}
      aria-label="Digest"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(onDone);
      }}
    >
      <div className={style.fields}>
        <Labelled word="When" error={at('every')}>
          <select
            className="field"
            value={draft.every}
            onChange={(event) => change({ every: event.target.value as DigestView['every'] })}
          >
            {Object.entries(EVERY).map(([every, word]) => (
              <option key={every} value={every}>
                {word}
              </option>
            ))}
          </select>
        </Labelled>
        <Labelled word="At" error={at('at')}>
          <input
            className="field"
            type="time"
            value={draft.at}
            onChange={(event) => change({ at: event.target.value })}
          />
        </Labelled>
        <ZoneField value={draft.timeZone} error={at('timeZone')} onChange={(timeZone) => change({ timeZone })} />
      </div>
      <ChannelPicks
        legend="Goes to"
        all={channels}
        picked={draft.channels}
        error={at('channels')}
        onChange={(picked) => change({ channels: [...picked] })}
      />
      <FormFoot word="Save" form={form} onCancel={onDone} />
    </form>
  );
}
