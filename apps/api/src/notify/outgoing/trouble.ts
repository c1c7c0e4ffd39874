import { RefusedTargetError } from './reach.ts';

/** Why nothing was answered, in words for a person. Never the error's own message: it may quote what was sent. */
export interface Trouble {
  readonly permanent: boolean;
  readonly text: string;
}

/** `where`: the other side's host and port; nothing else of its address is said. */
export function troubleOf(error: unknown, where: string, signal: AbortSignal): Trouble {
  if (error instanceof RefusedTargetError) return { permanent: true, text: error.message };
  if (signal.aborted) return { permanent: false, text: endedBy(signal, where) };
  if (error instanceof TimeoutError) return { permanent: false, text: `${where} ${error.message}.` };

  const code = codeOf(error);
  const known = code === null ? undefined : words[code];
  if (known !== undefined) return { permanent: false, text: `${where} ${known}.` };
  if (code?.startsWith('ERR_INVALID')) {
    return {
      permanent: true,
      text: `${where} cannot be asked: a header would have a character that must not be in it.`,
    };
  }
  if (code !== null && /CERT|SIGNATURE|ISSUER|SELF_SIGNED|ALTNAME/.test(code)) {
    return { permanent: false, text: `The certificate of ${where} is not trusted (${code}).` };
  }
  if (code !== null && /SSL|TLS|EPROTO/.test(code)) {
    return { permanent: false, text: `No secured connection to ${where} came about (${code}).` };
  }
  return { permanent: false, text: `${where} could not be asked${code === null ? '' : ` (${code})`}.` };
}

/** A part of the attempt took too long; the message goes on from the other side's name. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'cut the connection',
  EPIPE: 'cut the connection',
  ECONNABORTED: 'cut the connection',
  ETIMEDOUT: 'could not be reached in time',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  EADDRNOTAVAIL: 'cannot be reached from here',
  ENOTFOUND: 'is a name that nobody knows',
  EAI_AGAIN: 'could not be looked up just now',
  HPE_INVALID_CONSTANT: 'does not speak HTTP',
};

function endedBy(signal: AbortSignal, where: string): string {
  const { name } = (signal.reason ?? {}) as { name?: unknown };
  return name === 'TimeoutError' ? `${where} did not answer in time.` : `The attempt to ask ${where} was ended.`;
}

/** Of the error, or of the first of those that it gathers: one per address that was tried. */
function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}
