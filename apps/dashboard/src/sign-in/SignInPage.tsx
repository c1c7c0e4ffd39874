import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Mark } from '../design/Mark.tsx';
import { usePageTitle } from '../app/usePageTitle.ts';
import { signIn } from '../server/session.ts';
import style from './SignInPage.module.css';

/** The door. Afterwards one is back where one was. */
export function SignInPage() {
  usePageTitle('Sign in');
  const router = useRouter();
  const { from = '/' } = useSearch({ from: '/sign-in' });
  const entry = useMutation({
    mutationFn: signIn,
    onSuccess: () => router.navigate({ href: from, replace: true }),
  });

  return (
    <main className={style.door}>
      <div className={style.brand}>
        <Mark size={28} />
        Lockstep
      </div>
      <form
        className={`panel ${style.form}`}
        onSubmit={(event) => {
          event.preventDefault();
          const said = new FormData(event.currentTarget);
          entry.mutate({ user: String(said.get('user')), password: String(said.get('password')) });
        }}
      >
        <h1 className="title">Sign in</h1>
        <label>
          <span>User</span>
          <input className="field" name="user" autoComplete="username" defaultValue="admin" required />
        </label>
        <label>
          <span>Password</span>
          <input
            className="field"
            name="password"
            type="password"
            autoComplete="current-password"
            autoFocus
            required
            aria-describedby={entry.isError ? 'refused' : undefined}
            aria-invalid={entry.isError || undefined}
          />
        </label>
        {entry.isError && (
          <p id="refused" role="alert" className={style.refused}>
            {entry.error.message}
          </p>
        )}
        <button type="submit" className="btn pri" disabled={entry.isPending}>
          {entry.isPending ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      <p className="i3 small">The password of admin was printed once, when the server first started.</p>
    </main>
  );
}
