import type { LoggerService } from '@nestjs/common';
import { destination, pino, stdTimeFunctions, type Logger } from 'pino';

/** One JSON line per event on standard error; what a person must read at the start goes to standard output. */
export abstract class Log {
  abstract debug(facts: object, message: string): void;
  abstract info(facts: object, message: string): void;
  abstract warn(facts: object, message: string): void;
  abstract error(facts: object, message: string): void;
}

export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: plainError },
      // A second fence: nothing below logs these, and a careless line must not either.
      redact: { paths: ['token', 'password', 'joinKey', 'cookie', '*.token', '*.password', '*.cookie'], remove: true },
    },
    destination({ dest: 2, sync: true }),
  );
}

/** Errors of libraries carry whole clients with them; a line of the log needs what happened, and where. */
function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: plainError(error.cause) }),
  };
}

/** What Nest says of itself, as lines of the same log. Its start-up chatter is for debugging only. */
export function nestLogger(log: Log): LoggerService {
  const context = (rest: readonly unknown[]): object => ({ context: rest.at(-1) });
  return {
    log: (message: unknown, ...rest: unknown[]) => log.debug(context(rest), String(message)),
    debug: (message: unknown, ...rest: unknown[]) => log.debug(context(rest), String(message)),
    verbose: (message: unknown, ...rest: unknown[]) => log.debug(context(rest), String(message)),
    warn: (message: unknown, ...rest: unknown[]) => log.warn(context(rest), String(message)),
    error: (message: unknown, ...rest: unknown[]) =>
      message instanceof Error
        ? log.error({ ...context(rest), err: message }, message.message)
        : log.error(context(rest), String(message)),
  };
}
