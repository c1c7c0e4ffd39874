import type { PolicyInput, PolicyView } from '@lockstep/contracts';
import { useState } from 'react';
import { RequestError } from '../server/request.ts';
import { changed, draftOf, inputOf, type Draft, type Errors } from './draft.ts';
import { named, placed } from './places.ts';
import { usePreview, useSavePolicy } from './usePolicies.ts';

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
  const preview = usePreview(id);

  const withInput = (act: (input: PolicyInput) => void) => {
    save.reset();
    preview.reset();
    const read = inputOf(draft, making ? null : opened.version);
    setErrors(read.ok ? {} : read.errors);
    if (read.ok) act(read.input);
  };
  const change = (said: Partial<Draft>) => {
    setDraft((old) => ({ ...old, ...said }));
    setErrors({});
    save.reset();
    preview.reset();
  };
  const refused = (error: Error) => {
    if (isPlaced(error)) setErrors({ [error.field]: named(error.message) });
  };

  return {
    opened,
    draft,
    before: making ? null : begin.texts,
    errors,
    touched: JSON.stringify(draft) !== JSON.stringify(begin),
    differing: making ? 0 : changed(draft, opened).length,
    /** Somebody saved another version since this one was opened. */
    overtaken: !making && (policy.version !== opened.version || isOvertaken(save.error)),
    /** What went wrong and belongs to no field. */
    failure: [save.error, preview.error].find((error) => error && !isPlaced(error) && !isOvertaken(error)),
    saving: save.isPending,
    looking: preview.isPending,
    preview: preview.data,
    change,
    discard: () => change(begin),
    save: (onSaved: (id: string) => void) =>
      withInput((input) => save.mutate(input, { onSuccess: (saved) => onSaved(saved.id), onError: refused })),
    look: () => withInput((input) => preview.mutate(input, { onError: refused })),
  };
}

const isPlaced = (error: unknown): error is RequestError & { readonly field: string } =>
  error instanceof RequestError && error.field !== undefined && placed(error.field);

const isOvertaken = (error: unknown): boolean => error instanceof RequestError && error.field === 'basedOn';
