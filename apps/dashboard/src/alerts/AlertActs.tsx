import type { AlertDetail, Matcher } from '@lockstep/contracts';
import { useState } from 'react';
import { Icon } from '../design/Icon.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { SilenceForm } from '../settings/SilenceForm.tsx';
import { ActForm } from './ActForm.tsx';
import { useUnacknowledge, type Act } from './acts.ts';
import { EndSilence, silencesOf } from './EndSilence.tsx';
import form from './ActForm.module.css';
import style from './AlertPanel.module.css';

/** What can be done about one alert; each asks in place. */
export function AlertActs({ alert, user }: { alert: AlertDetail; user: string }) {
  const [act, setAct] = useState<Act['act'] | null>(null);
  const [like, setLike] = useState<'this' | 'like'>('this');
  const letGo = useUnacknowledge(alert.id);
  const done = () => setAct(null);
  const toggle = (one: Act['act']) => setAct(act === one ? null : one);
  return (
    <div className={style.acts}>
      <div className="row wrap">
        {alert.acknowledged === null ? (
          <button
            type="button"
            className="btn pri"
            aria-expanded={act === 'acknowledge'}
            onClick={() => toggle('acknowledge')}
          >
            <Icon name="taken" size={14} />
            Acknowledge
          </button>
        ) : (
          <button type="button" className="btn" disabled={letGo.isPending} onClick={() => letGo.mutate()}>
            Let go
          </button>
        )}
        <button type="button" className="btn" aria-expanded={act === 'assign'} onClick={() => toggle('assign')}>
          <Icon name="user" size={14} />
          Assign
        </button>
        {silencesOf(alert).length > 0 ? (
          <EndSilence alert={alert} />
        ) : (
          <button
            type="button"
            className="btn ghost"
            aria-expanded={act === 'silence'}
            onClick={() => toggle('silence')}
          >
            <Icon name="bellOff" size={14} />
            Silence
          </button>
        )}
      </div>
      {letGo.isError && (
        <p role="alert" className={form.error}>
          {letGo.error.message}
        </p>
      )}
      {act === 'silence' && (
        <Segmented
          label="What to silence"
          value={like}
          options={[
            ['this', 'This alert'],
            ['like', 'All like it'],
          ]}
          onChange={setLike}
        />
      )}
      {act === 'silence' && like === 'like' ? (
        <SilenceForm matchers={matchersLike(alert)} onDone={done} />
      ) : (
        act && <ActForm key={act} act={act} ids={[alert.id]} user={user} onDone={done} onCancel={done} />
      )}
    </div>
  );
}

/** The same rule on the same server, which is what one cause mostly looks like. */
function matchersLike({ rule, server, mailbox }: AlertDetail): readonly Matcher[] {
  if (server !== null) return [{ rule, server }];
  return [mailbox === null ? { rule } : { rule, mailbox }];
}
