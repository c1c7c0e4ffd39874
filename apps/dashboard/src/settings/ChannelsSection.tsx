import type { ChannelView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { Empty } from '../design/Answers.tsx';
import { many } from '../figures/numbers.ts';
import { Ago } from '../figures/When.tsx';
import { KIND_WORDS, leadsTo } from './channel-draft.ts';
import { ChannelForm } from './ChannelForm.tsx';
import { RemoveButton } from './RemoveButton.tsx';
import { Section, type SectionProps } from './Section.tsx';
import { useChannels, useTestChannel } from './useSettings.ts';
import style from './Settings.module.css';

/** Ways to people and programs, how each fares, and a test of each. */
export function ChannelsSection({ edit, onEdit, readOnly }: SectionProps) {
  const channels = useChannels();
  return (
    <Section
      title="Channels"
      sub="how people and programs are told"
      read={channels}
      controls={
        !readOnly && (
          <button type="button" className="btn sm" onClick={() => onEdit('new')}>
            New channel
          </button>
        )
      }
    >
      {({ items }) => (
        <>
          {edit === 'new' && (
            <div className={style.item}>
              <div className={style.wholeWidth}>
                <ChannelForm channel={null} onDone={() => onEdit(undefined)} />
              </div>
            </div>
          )}
          {items.length === 0 && edit !== 'new' && (
            <Empty title="There is no channel, so nobody is told of anything.">
              Make one, send a test, then let a route lead to it.
            </Empty>
          )}
          <ul>
            {items.map((channel) => (
              <li key={channel.id} className={style.item}>
                {edit === channel.id ? (
                  <div className={style.wholeWidth}>
                    <ChannelForm channel={channel} onDone={() => onEdit(undefined)} />
                  </div>
                ) : (
                  <Channel channel={channel} readOnly={readOnly} onEdit={() => onEdit(channel.id)} />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Channel({ channel, readOnly, onEdit }: { channel: ChannelView; readOnly: boolean; onEdit: () => void }) {
  const test = useTestChannel(channel.id);
  const { id, name, settings, enabled } = channel;
  return (
    <>
      <div>
        <div className={style.name}>
          <h3 className="b">{name}</h3>
          <span className="tag">{KIND_WORDS[settings.kind]}</span>
          {!enabled && <span className="tag">off</span>}
        </div>
        <div className="i2">{leadsTo(settings)}</div>
        <Health channel={channel} />
      </div>
      {!readOnly && (
        <div className={style.tools}>
          <button
            type="button"
            className="btn sm"
            aria-label={`Send a test to ${name}`}
            disabled={test.isPending}
            onClick={() => test.mutate()}
          >
            {test.isPending ? 'Sending…' : 'Send a test'}
          </button>
          <button type="button" className="btn sm" aria-label={`Change ${name}`} onClick={onEdit}>
            Change
          </button>
          <RemoveButton of="channels" id={id} name={name} />
        </div>
      )}
      <div className={style.wholeWidth} role="status">
        {test.data && (
          <div className={`${style.answered} ${test.data.ok ? '' : style.refused}`}>
            <b className={test.data.ok ? style.good : style.bad}>
              {test.data.ok ? 'It was taken' : 'It was not taken'}
            </b>{' '}
            <span className="i3">after {test.data.ms} ms</span>
            <div className="mono">{test.data.answer}</div>
          </div>
        )}
        {test.isError && <p className={style.error}>{test.error.message}</p>}
      </div>
    </>
  );
}

function Health({ channel: { health } }: { channel: ChannelView }) {
  const { lastDeliveredAt, lastFailedAt, lastError, waiting, dead } = health;
  const ails = lastFailedAt !== null && (lastDeliveredAt === null || lastFailedAt > lastDeliveredAt);
  return (
    <div className={style.health}>
      <span>
        {lastDeliveredAt === null ? 'nothing delivered yet' : 'delivered '}
        {lastDeliveredAt !== null && <Ago at={lastDeliveredAt} suffix=" ago" />}
      </span>
      {lastFailedAt !== null && (
        <span className={ails ? style.bad : undefined}>
          failed <Ago at={lastFailedAt} suffix=" ago" />
          {lastError !== null && `: ${lastError}`}
        </span>
      )}
      {waiting > 0 && <span>{many(waiting, 'waits', 'wait')}</span>}
      {dead > 0 && (
        <Link to="/settings/$section" params={{ section: 'deliveries' }} search={{}} className={`link ${style.bad}`}>
          {many(dead, 'was', 'were')} given up
        </Link>
      )}
    </div>
  );
}
