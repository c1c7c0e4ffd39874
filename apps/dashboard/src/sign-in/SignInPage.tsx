import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Mark } from '../design/Mark.tsx';
import { usePageTitle } from '../app/usePageTitle.ts';
import { lastUser, rememberUser } from './last-user.ts';
import { signIn } from '../server/session.ts';
import style from './SignInPage.module.css';

/** The door. Afterwards one is back where one was. */
export function SignInPage() {
  usePageTitle('Sign in');
  const router = useRouter();
  const { from = '/', ended } = useSearch({ from: '/sign-in' });
  const password = useRef<HTMLInputElement>(null);
  const known = lastUser();
  const entry = useMutation({
    mutationFn: signIn,
    onSuccess: (_, { user }) => {
      rememberUser(user);
      return router.navigate({ href: from, replace: true });
    },
  });
  // After a refusal one types again, without reaching for the field.
  useEffect(() => {
    if (entry.isError) password.current?.select();
  }, [entry.isError, entry.error]);

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
          entry.mutate({ user: String(said.get('user')).trim(), password: String(said.get('password')) });
        }}
      >
        <div>
          <h1 className="title">Sign in</h1>
          {ended && (
            <p className="i2" role="status">
              Your session has ended. You come back to where you were.
            </p>
          )}
        </div>
        <label>
          <span>User</span>
          <input
            className="field"
            name="user"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={known ?? 'admin'}
            required
          />
        </label>
        <label>
          <span>Password</span>
          <input
            ref={password}
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
      {/* Who has been here before has a password. */}
      {known === null && (
        <p className="i3 small">The password of admin was printed once, when the server first started.</p>
      )}
    </main>
  );
}
