import type { Outcome, Target } from '../message.ts';
import { shown } from '../outgoing/secrets.ts';
import { troubleOf } from '../outgoing/trouble.ts';

/** What nodemailer says of a refusal; each recipient's is one. */
interface SmtpError {
  readonly code?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly recipient?: string;
  readonly rejectedErrors?: readonly SmtpError[];
}
interface Sent {
  readonly response?: string;
  readonly accepted?: readonly unknown[];
  readonly rejectedErrors?: readonly SmtpError[];
}

/** `left`: those that a next attempt is for. */
export interface MailOutcome {
  readonly outcome: Outcome;
  readonly left: readonly string[];
}

/**
 * The server took it, for one recipient at least. Those it put off (4xx) are left for the next attempt, which is for them alone;
 * those it refused for good (5xx) are named, and nobody tries again.
 */
export function delivered({ response = '', rejectedErrors = [] }: Sent, to: Target<'email'>): MailOutcome {
  if (rejectedErrors.length === 0) return { outcome: { ok: true, answer: shown(response, to) }, left: [] };

  const left = putOff(rejectedErrors);
  const answer = shown(`Not to all: ${refused(rejectedErrors)} To the others: ${response}`, to);
  return { outcome: left.length === 0 ? { ok: true, answer } : { ok: false, permanent: false, answer }, left };
}

/** 5xx is final; 4xx, and whatever went wrong with the connection, may pass. */
export function failed(thrown: unknown, to: Target<'email'>): Outcome {
  const error = thrown as SmtpError;
  const each = error.rejectedErrors ?? [];
  if (each.length > 0) return { ok: false, permanent: putOff(each).length === 0, answer: shown(refused(each), to) };
  if (typeof error.responseCode === 'number' && error.response !== undefined && !to.signal.aborted) {
    const about = error.code === 'EAUTH' ? 'The server did not take the user and password: ' : '';
    return { ok: false, permanent: isPermanent(error), answer: shown(`${about}${error.response}`, to) };
  }
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') {
    return refusal('The server cannot take this mail: an address is not one, or the mail is too large for it.');
  }
  const { permanent, text } = troubleOf(causeOf(thrown), `${to.settings.host}:${to.settings.port}`, to.signal);
  return { ok: false, permanent, answer: shown(text, to) };
}

export function refusal(answer: string): Outcome {
  return { ok: false, permanent: true, answer };
}

function refused(errors: readonly SmtpError[]): string {
  return errors
    .map(({ recipient, response }) => `${recipient ?? 'a recipient'} was refused (${response ?? ''}).`)
    .join(' ');
}

function putOff(errors: readonly SmtpError[]): string[] {
  return errors.filter((error) => !isPermanent(error)).flatMap(({ recipient }) => recipient ?? []);
}

function isPermanent({ responseCode = 0 }: SmtpError): boolean {
  return responseCode >= 500 && responseCode < 600;
}

/** Nodemailer puts names of its own on errors, and keeps the system's beside them. */
function causeOf(thrown: unknown): unknown {
  const { code, originalCode } = thrown as { code?: string; originalCode?: string };
  if (code === 'ECONNECTION' && originalCode === undefined) return { code: 'ECONNRESET' };
  return originalCode === undefined ? thrown : { code: originalCode };
}
