import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { sessionQuery, signOut } from '../server/session.ts';
import { useLettersOn } from './keyboard.ts';
import style from './PersonMenu.module.css';

/** Who is signed in, and what concerns this viewer alone. */
export function PersonMenu() {
  const session = useQuery(sessionQuery);
  const navigate = useNavigate();
  const [letters, setLetters] = useLettersOn();
  const id = useId();
  const user = session.data?.user ?? '';

  const leave = async () => {
    await signOut();
    await navigate({ to: '/sign-in' });
  };

  return (
    <>
      <button
        type="button"
        className={style.person}
        popoverTarget={id}
        aria-label={`${initials(user)}, signed in as ${user}`}
      >
        {initials(user)}
      </button>
      <div id={id} popover="auto" className={style.menu}>
        <div className={style.who}>
          Signed in as <b className="b">{user}</b>
        </div>
        <label className={style.item}>
          <input type="checkbox" checked={letters} onChange={(event) => setLetters(event.target.checked)} />
          Single-key shortcuts
        </label>
        <dl className={style.keys}>
          {KEYS.map(([keys, what]) => (
            <div key={what} className={letters ? undefined : style.off}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <button type="button" className={style.item} onClick={() => void leave()}>
          Sign out
        </button>
      </div>
    </>
  );
}

const KEYS = [
  [['/'], 'find'],
  [['g', 'f'], 'fleet'],
  [['g', 'm'], 'mailboxes'],
  [['g', 'a'], 'alerts'],
  [['g', 's'], 'settings'],
  [['j', 'k'], 'next, previous row'],
  [['Enter'], 'open'],
  [['x'], 'select an alert'],
  [['a'], 'acknowledge'],
  [['s'], 'silence'],
  [['.'], 'show waiting changes'],
  [['t'], 'theme'],
] as const;

function initials(user: string): string {
  const words = user.split(/[\s._-]+/).filter(Boolean);
  return (words.length > 1 ? words[0]![0]! + words[1]![0]! : user.slice(0, 2)).toUpperCase();
}
