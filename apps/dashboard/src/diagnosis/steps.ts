/** A part of a step: words, what can be copied as it is, or what is written on the screen. */
export interface StepPart {
  readonly text: string;
  readonly as: 'words' | 'code' | 'label';
}

/** Between backticks stands what is for copying, between asterisks what to look for; either without its other half is itself. */
export function stepParts(step: string): StepPart[] {
  return step
    .split(/(`[^`]+`|\*[^*`]+\*)/)
    .filter((part) => part !== '')
    .map((part): StepPart => {
      const inner = part.slice(1, -1);
      if (/^`.+`$/.test(part)) return { text: inner, as: 'code' };
      if (/^\*.+\*$/.test(part)) return { text: inner, as: 'label' };
      return { text: part, as: 'words' };
    });
}

const plain = (step: string) =>
  stepParts(step)
    .map(({ text }) => text)
    .join('');

/** For a mail or a chat: what must come first, then the steps by number. */
export function stepsAsText(title: string, steps: readonly string[], guard: string | null): string {
  const numbered = steps.map((step, index) => `${index + 1}. ${plain(step)}`);
  return [title, ...(guard === null ? [] : [`First: ${guard}`]), ...numbered].join('\n');
}

/** A sentence that goes on after a colon. */
export const uncapitalised = (sentence: string): string =>
  /^[A-Z]([a-z]| )/.test(sentence) ? sentence[0]!.toLowerCase() + sentence.slice(1) : sentence;
