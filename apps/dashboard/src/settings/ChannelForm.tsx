import type { ChannelKind, ChannelView } from '@lockstep/contracts';
import { channelDraft, channelOf, KIND_WORDS, KINDS, SECRETS, type ChannelDraft } from './channel-draft.ts';
import { FormFoot } from './FormFoot.tsx';
import { Check, Labelled } from './Labelled.tsx';
import { SecretField } from './SecretField.tsx';
import { privateHost } from './private-host.ts';
import { saveChannel } from './useSettings.ts';
import { useSettingForm } from './useSettingForm.ts';
import style from './Settings.module.css';

/** One channel. Its secrets go in and never come out. */
export function ChannelForm({ channel, onDone }: { channel: ChannelView | null; onDone: () => void }) {
  const form = useSettingForm(channelDraft(channel), (draft: ChannelDraft) =>
    saveChannel(channel?.id ?? null, channelOf(draft, channel?.version ?? null)),
  );
  const { draft, change, at } = form;
  const text = (
    name: 'name' | 'url' | 'user' | 'host' | 'port' | 'from',
    word: string,
    place: string,
    hint?: string,
  ) => (
    <Labelled word={word} error={at(place)}>
      <input
        className="field"
        value={draft[name]}
        placeholder={hint}
        inputMode={name === 'port' ? 'numeric' : undefined}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </Labelled>
  );
  const leads = draft.kind !== 'browser';
  const refused = privateHost(draft);
  return (
    <form
      className={style.form}
      aria-label={channel?.name ?? 'New channel'}
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(onDone);
      }}
    >
      <div className={style.fields}>
        <Labelled word="Kind" error={at('settings.kind')}>
          <select
            className="field"
            value={draft.kind}
            onChange={(event) => change({ kind: event.target.value as ChannelKind, secrets: {} })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {KIND_WORDS[kind]}
              </option>
            ))}
          </select>
        </Labelled>
        {text('name', 'Name', 'name', 'On-call')}
        {draft.kind === 'alertmanager' && text('url', 'Address', 'settings.url', 'https://')}
        {draft.kind === 'email' && (
          <>
            {text('host', 'Mail server', 'settings.host', 'smtp.example.org')}
            {text('port', 'Port', 'settings.port')}
            <Labelled word="Security" error={at('settings.security')}>
              <select
                className="field"
                value={draft.security}
                onChange={(event) => change({ security: event.target.value as ChannelDraft['security'] })}
              >
                <option value="starttls">STARTTLS, required</option>
                <option value="tls">TLS from the first byte</option>
                <option value="none">none, for a relay on this machine</option>
              </select>
            </Labelled>
            {text('from', 'From', 'settings.from', 'lockstep@example.org')}
            <Labelled word="To, one address a line" error={at('settings.to')} wide>
              <textarea
                className="field"
                rows={2}
                value={draft.to}
                onChange={(event) => change({ to: event.target.value })}
              />
            </Labelled>
          </>
        )}
        {(draft.kind === 'email' || draft.kind === 'alertmanager') && text('user', 'User, if it asks', 'settings.user')}
        {SECRETS[draft.kind].map(([name, word]) => (
          <SecretField
            key={name}
            word={word}
            held={channel !== null && channel.settings.kind === draft.kind && channel.holds.includes(name)}
            value={draft.secrets[name]}
            error={at(`secrets.${name}`)}
            onChange={(value) => change({ secrets: { ...draft.secrets, [name]: value } })}
          />
        ))}
      </div>
      <div className={style.checks}>
        <Check checked={draft.enabled} onChange={(enabled) => change({ enabled })}>
          On <span className="i3">· off: nothing is sent, and nothing waits</span>
        </Check>
        {leads && (
          <Check checked={draft.allowPrivate} onChange={(allowPrivate) => change({ allowPrivate })}>
            It may be on a private network{' '}
            <span className="i3">
              · {refused === null ? 'refused otherwise' : `${refused} is: refused unless ticked`}
            </span>
          </Check>
        )}
      </div>
      <FormFoot word={channel === null ? 'Make the channel' : 'Save'} form={form} onCancel={onDone} />
    </form>
  );
}
