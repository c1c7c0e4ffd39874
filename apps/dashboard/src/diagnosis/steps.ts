/** A part of a step: words, or what can be copied as it is. */
export interface StepPart {
  readonly text: string;
  readonly code: boolean;
}

/** What stands between backticks is for copying; a backtick without its other half is a backtick. */
export function stepParts(step: string): StepPart[] {
  return step
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) =>
      part.length > 2 && part.startsWith('`') && part.endsWith('`')
        ? { text: part.slice(1, -1), code: true }
        : { text: part, code: false },
    );
}

/** For a mail or a chat: what must come first, then the steps by number. */
export function stepsAsText(title: string, steps: readonly string[], guard: string | null): string {
  const numbered = steps.map((step, index) => `${index + 1}. ${step.replaceAll('`', '')}`);
  return [title, ...(guard === null ? [] : [`First: ${guard}`]), ...numbered].join('\n');
}
