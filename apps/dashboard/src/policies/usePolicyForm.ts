import type { PolicyInput, PolicyView } from '@lockstep/contracts';
import { useEffect, useMemo, useState } from 'react';
import { RequestError } from '../server/request.ts';
import { changed, draftOf, inputOf, type Draft, type Errors } from './draft.ts';
import { named, placed, refusedText } from './places.ts';
import { usePreview, useSavePolicy } from './usePolicies.ts';

/** Who types is not judged at every letter. */
const RESTS_FOR_MS = 500;

const NEW: Partial<Draft> = { name: '', scope: { of: 'server', server: '' } };

/**
 * The form of one policy, from the version that was opened on: what others save meanwhile does not change it under the hands, but is
 * told. What cannot be read, or what the server refuses, is said at its field; the rest beside the buttons.
 */
export function usePolicyForm(policy: PolicyView, making: boolean) {
  const [opened] = useState(policy);
  const [begin] = useState<Draft>(() => ({ ...draftOf(policy), ...(making && NEW) }));
  const [draft, setDraft] = useState(begin);
  const [errors, setErrors] = useState<Errors>({});
  const id = making ? null : opened.id;
  const save = useSavePolicy(id);
  const basedOn = making ? null : opened.version;
  const touched = JSON.stringify(draft) !== JSON.stringify(begin);
  /** Somebody asked for a look, so that what cannot be judged by is said at its field. */
  const [looked, setLooked] = useState(false);
  const rested = useRested(draft);
  const proposed = useMemo(() => {
    const read = inputOf(rested, basedOn);
    return read.ok ? read.input : null;
  }, [rested, basedOn]);
  const preview = usePreview(id, touched || looked ? proposed : null);

  /** What the past is judged by: how it is named, and why, changes nothing of that. */
  const tried = useMemo(() => {
    const read = inputOf({ ...rested, name: 'Tried', why: '' }, null);
    return read.ok && isSomebody(read.input.scope) ? read.input : null;
  }, [rested]);

  const withInput = (act: (input: PolicyInput) => void) => {
    save.reset();
    const read = inputOf(draft, basedOn);
    setErrors(read.ok ? {} : read.errors);
    if (read.ok) act(read.input);
  };
  const change = (said: Partial<Draft>) => {
    setDraft((old) => ({ ...old, ...said }));
    setErrors({});
    setLooked(false);
    save.reset();
  };
  const refused = (error: Error) => {
    if (isPlaced(error)) setErrors(atItsField(error));
  };

  return {
    opened,
    draft,
    before: making ? null : begin.texts,
    errors: { ...(looked && isPlaced(preview.error) && atItsField(preview.error)), ...errors },
    touched,
    differing: making ? 0 : changed(draft, opened).length,
    /** Somebody saved another version since this one was opened. */
    overtaken: !making && (policy.version !== opened.version || isOvertaken(save.error)),
    /** What went wrong and belongs to no field. */
    failure: save.error && !isPlaced(save.error) && !isOvertaken(save.error) ? save.error : undefined,
    saving: save.isPending,
    /** Null: the form cannot be read, or does not say for whom. */
    tried,
    settled: rested === draft,
    looking: preview.isFetching || (touched && rested !== draft),
    preview: touched || looked ? preview.data : undefined,
    previewRefused: refusal(preview.error, proposed === null && (touched || looked)),
    change,
    discard: () => change(begin),
    save: (onSaved: (id: string) => void) =>
      withInput((input) => save.mutate(input, { onSuccess: (saved) => onSaved(saved.id), onError: refused })),
    look: () => withInput(() => setLooked(true)),
  };
}

const isSomebody = (scope: PolicyInput['scope']): boolean =>
  scope.of === 'mailbox' ? scope.mailboxes.length > 0 : Object.values(scope).every((said) => said !== '');

const isPlaced = (error: unknown): error is RequestError & { readonly field: string } =>
  error instanceof RequestError && error.field !== undefined && placed(error.field);

const isOvertaken = (error: unknown): boolean => error instanceof RequestError && error.field === 'basedOn';

const atItsField = (error: RequestError & { readonly field: string }): Errors => ({
  [error.field]: named(error.message),
});

function refusal(error: Error | null, unread: boolean): string | null {
  if (unread) return 'Something in it cannot be read yet.';
  if (error === null || isOvertaken(error)) return null;
  return isPlaced(error) ? refusedText(error) : error.message;
}

/** The draft, once the hands rest. */
function useRested(draft: Draft): Draft {
  const [rested, setRested] = useState(draft);
  useEffect(() => {
    const timer = setTimeout(() => setRested(draft), RESTS_FOR_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  return rested;
}
