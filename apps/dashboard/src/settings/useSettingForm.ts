import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { errorAt, isOvertaken, NONE, refusal, type Errors } from './errors.ts';

/** What cannot be read from the form, before anything is asked of the server. */
export class Unread extends Error {
  constructor(readonly errors: Errors) {
    super('Some fields cannot be read.');
  }
}

/** A draft, what is wrong with it and where, and how it is saved. `save` may throw `Unread`. */
export function useSettingForm<Draft extends object, Saved>(begin: Draft, save: (draft: Draft) => Promise<Saved>) {
  const [opened] = useState(begin);
  const [draft, setDraft] = useState(begin);
  const saving = useMutation({ mutationFn: save });
  const { error } = saving;
  const errors = error === null ? NONE : error instanceof Unread ? error.errors : refusal(error);
  return {
    draft,
    change: (said: Partial<Draft>) => {
      setDraft((old) => ({ ...old, ...said }));
      saving.reset();
    },
    at: (field: string) => errorAt(errors, field),
    errors,
    touched: JSON.stringify(draft) !== JSON.stringify(opened),
    saving: saving.isPending,
    overtaken: isOvertaken(error),
    /** A sentence beside the buttons, wherever the trouble stands. */
    failure: error?.message,
    submit: (onSaved: (saved: Saved) => void) => saving.mutate(draft, { onSuccess: onSaved }),
  };
}
