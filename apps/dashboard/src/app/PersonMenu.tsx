import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { sessionQuery, signOut } from '../server/session.ts';
import { showKeys } from './KeyboardHelp.tsx';
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
          Signed in as{' '}
          <b className="b">
            <bdi>{user}</bdi>
          </b>
        </div>
        <label className={style.item}>
          <input type="checkbox" checked={letters} onChange={(event) => setLetters(event.target.checked)} />
          Single-key shortcuts
        </label>
        <button
          type="button"
          className={`${style.item} ${style.keys}`}
          popoverTarget={id}
          popoverTargetAction="hide"
          onClick={() => showKeys(true)}
        >
          Keyboard
          <kbd aria-hidden="true">?</kbd>
        </button>
        <button type="button" className={style.item} onClick={() => void leave()}>
          Sign out
        </button>
      </div>
    </>
  );
}

/** Letters as people see them: an emoji or a combined letter is one. */
function initials(user: string): string {
  const words = user.split(/[\s._-]+/).filter(Boolean);
  const letters = (word: string) => [...new Intl.Segmenter().segment(word)].map(({ segment }) => segment);
  const first = words.length > 1 ? words.slice(0, 2).map((word) => letters(word)[0]) : letters(user).slice(0, 2);
  return first.join('').toUpperCase();
}
