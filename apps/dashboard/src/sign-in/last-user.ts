const STORED = 'lockstep.user';

/** Who signed in last on this browser; null: nobody yet, or nothing may be kept here. */
export function lastUser(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

export function rememberUser(user: string): void {
  try {
    localStorage.setItem(STORED, user);
  } catch {
    // The door opens all the same.
  }
}
