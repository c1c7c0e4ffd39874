import type { WatchdogInput, WatchdogView } from '@lockstep/contracts';
import { Ago } from '../figures/When.tsx';
import { FormFoot } from './FormFoot.tsx';
import { Check, Labelled } from './Labelled.tsx';
import { SecretField } from './SecretField.tsx';
import { Section, type SectionProps } from './Section.tsx';
import { saveWatchdog, useWatchdog } from './useSystem.ts';
import { useSettingForm } from './useSettingForm.ts';
import style from './Settings.module.css';

/** Calls an address as long as Lockstep works, so that its silence is the alarm. */
export function WatchdogCall({ edit, onEdit, readOnly }: SectionProps) {
  const watchdog = useWatchdog();
  return (
    <Section title="Watchdog call" sub="its silence is the alarm" read={watchdog}>
      {(data) => (
        <div className={style.item}>
          {edit === 'watchdog' ? (
            <div className={style.wholeWidth}>
              <WatchdogForm watchdog={data} onDone={() => onEdit(undefined)} />
            </div>
          ) : (
            <>
              <Told watchdog={data} />
              {!readOnly && (
                <div className={style.tools}>
                  <button type="button" className="btn sm" onClick={() => onEdit('watchdog')}>
                    {data.holdsUrl ? 'Change' : 'Set it up'}
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

function Told({ watchdog: { holdsUrl, enabled, everySeconds, lastCall, silent } }: { watchdog: WatchdogView }) {
  if (!holdsUrl)
    return (
      <div>
        <h3 className="b">Nobody would notice if Lockstep stopped</h3>
        <p className="i2">Give it the address of a service that raises the alarm when it is not called any more.</p>
      </div>
    );
  return (
    <div>
      <h3 className="b">{enabled ? `Calls every ${everySeconds} s` : 'Is off'}</h3>
      <div className={style.health}>
        {lastCall === null ? (
          <span>has not called yet</span>
        ) : (
          <span className={lastCall.ok ? style.good : style.bad}>
            {lastCall.ok ? 'answered' : 'not taken'} <Ago at={lastCall.at} suffix=" ago" />, after {lastCall.ms} ms
          </span>
        )}
        {silent !== null && (
          <span className={style.bad}>
            silent for <Ago at={silent.since} />: {silent.why}
          </span>
        )}
      </div>
      {lastCall !== null && <div className="mono i2">{lastCall.answer}</div>}
    </div>
  );
}

interface Draft {
  readonly url: string | null | undefined;
  readonly everySeconds: string;
  readonly method: WatchdogView['method'];
  readonly enabled: boolean;
  readonly allowPrivate: boolean;
}

function WatchdogForm({ watchdog, onDone }: { watchdog: WatchdogView; onDone: () => void }) {
  const { version, holdsUrl, everySeconds, method, enabled, allowPrivate } = watchdog;
  const begin: Draft = {
    url: undefined,
    everySeconds: String(everySeconds),
    method,
    enabled: version === 0 || enabled,
    allowPrivate,
  };
  const form = useSettingForm(begin, ({ url, everySeconds: every, ...rest }: Draft) => {
    const input: WatchdogInput = { ...rest, everySeconds: Number(every), basedOn: version };
    return saveWatchdog(url === undefined || url === '' ? input : { ...input, url });
  });
  const { draft, change, at } = form;
  return (
    <form
      className={style.form}
      aria-label="Watchdog call"
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(onDone);
      }}
    >
      <div className={style.fields}>
        <SecretField
          word="Address"
          held={holdsUrl}
          value={draft.url}
          error={at('url')}
          onChange={(url) => change({ url })}
        />
        <Labelled word="Every, seconds" error={at('everySeconds')}>
          <input
            className="field"
            inputMode="numeric"
            value={draft.everySeconds}
            onChange={(event) => change({ everySeconds: event.target.value })}
          />
        </Labelled>
        <Labelled word="How" error={at('method')}>
          <select
            className="field"
            value={draft.method}
            onChange={(event) => change({ method: event.target.value as Draft['method'] })}
          >
            <option value="POST">POST, as an Alertmanager does</option>
            <option value="GET">GET, plainly</option>
          </select>
        </Labelled>
      </div>
      <div className={style.checks}>
        <Check checked={draft.enabled} onChange={(on) => change({ enabled: on })}>
          On
        </Check>
        <Check checked={draft.allowPrivate} onChange={(on) => change({ allowPrivate: on })}>
          It may be on a private network
        </Check>
      </div>
      <FormFoot word="Save" form={form} onCancel={onDone} />
    </form>
  );
}
