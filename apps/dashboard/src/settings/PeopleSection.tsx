import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Panel } from '../design/Panel.tsx';
import { sessionQuery, signOut } from '../server/session.ts';
import style from './Settings.module.css';

/** Who may sign in. There is one account; that is said, rather than drawn as a list with nothing to do. */
export function PeopleSection() {
  const user = useQuery(sessionQuery).data?.user;
  const navigate = useNavigate();
  return (
    <Panel title="People" sub="who may sign in, and what they may do" flush>
      <div className={style.item}>
        <div>
          <div className={style.name}>
            <h3 className="b">admin</h3>
            <span className="tag">administrator</span>
            {user === 'admin' && <span className="tag">you</span>}
          </div>
          <div className="i2">Sees everything and may change everything. It is the only account that there is.</div>
        </div>
        <div className={style.tools}>
          <button
            type="button"
            className="btn sm"
            onClick={() => void signOut().then(() => navigate({ to: '/sign-in' }))}
          >
            Sign out
          </button>
        </div>
      </div>
      <div className={style.item}>
        <div className={style.wholeWidth}>
          <h3 className="m">Another password</h3>
          <p className="i2">
            Start the server with the new one in <code>LOCKSTEP_ADMIN_PASSWORD</code>. Whoever signed in with the old
            one is signed out.
          </p>
        </div>
      </div>
      <div className={style.item}>
        <div className={style.wholeWidth}>
          <h3 className="m">Names on alerts</h3>
          <p className="i2">
            An alert can be assigned to any name, whether it can sign in or not: it says who sees to it.
          </p>
        </div>
      </div>
    </Panel>
  );
}
