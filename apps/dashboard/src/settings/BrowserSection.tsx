import { useState } from 'react';
import { canNotify, turnNotifications, useNotificationsOn } from '../alerts/notices.ts';
import { useLettersOn } from '../app/keyboard.ts';
import { Panel } from '../design/Panel.tsx';
import { Check } from './Labelled.tsx';
import style from './Settings.module.css';

/** What concerns this browser alone. */
export function BrowserSection() {
  const on = useNotificationsOn();
  const [letters, setLetters] = useLettersOn();
  const [refused, setRefused] = useState(false);
  return (
    <Panel title="This browser" sub="for you alone, and only here">
      <div className={style.plain}>
        {canNotify() ? (
          <Check
            checked={on}
            onChange={(wanted) => void turnNotifications(wanted).then((granted) => setRefused(wanted && !granted))}
          >
            Show a notification for each message of a browser channel
            <span className="i3"> · while a page of Lockstep is open</span>
          </Check>
        ) : (
          <p className="i2">Notifications need a browser that knows them, and an address that begins with https.</p>
        )}
        {refused && (
          <p role="alert" className={style.error}>
            The browser does not allow it. Its settings for this site say why.
          </p>
        )}
        <Check checked={letters} onChange={setLetters}>
          Single-key shortcuts
        </Check>
      </div>
    </Panel>
  );
}
