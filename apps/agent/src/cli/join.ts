import { readFile } from 'node:fs/promises';
import type { JoinRequest, JoinResponse } from '@lockstep/contracts';
import { reasonOf } from '../delivery/http-door.ts';
import { AnswerTooLarge, endpoint, postJson, problem } from '../delivery/http.ts';
import { clientFactsOf } from '../mbsync/client-facts.ts';
import { withConfigFile } from '../sources/config-file.ts';
import { expand, resolveSources } from '../sources/sources.ts';
import { readEnrolment, saveEnrolment } from '../state/enrolment.ts';
import { beTheOnlyOne } from '../state/only-one.ts';
import { defaultStateFolder, makeStateFolder } from '../state/state-folder.ts';
import type { Flags } from './arguments.ts';
import type { Context } from './context.ts';
import { UsageError } from './usage-error.ts';

/** Enrols one replica and keeps its token, so that `run` needs no flags. */
export async function join(given: Flags, context: Context): Promise<number> {
  const flags = await withConfigFile(given);
  const { server, mailbox } = flags;
  if (server === undefined || !/^https?:\/\//.test(server)) throw new UsageError('name the server: --server https://…');
  if (mailbox === undefined) throw new UsageError('say whose mailbox it is: --mailbox anna@example.org');
  const key = await joinKey(flags, context);
  const folder = stateFolder(flags, context);
  await makeStateFolder(folder);
  const release = await beTheOnlyOne(folder);
  try {
    const enrolled = await readEnrolment(folder).catch(() => null);
    if (enrolled !== null && (enrolled.mailbox !== mailbox || enrolled.server !== server)) {
      throw new UsageError(
        `${folder} belongs to ${enrolled.mailbox} at ${enrolled.server}; give each replica a folder of its own by --state`,
      );
    }
    return await enrol({ flags, server, mailbox, key, folder, context });
  } finally {
    await release();
  }
}

interface Errand {
  readonly flags: Flags;
  readonly server: string;
  readonly mailbox: string;
  readonly key: string;
  readonly folder: string;
  readonly context: Context;
}

async function enrol({ flags, server, mailbox, key, folder, context }: Errand): Promise<number> {
  const { say, print } = context;
  const device = flags.device ?? context.hostName;
  // Sources may also be named later, when the agent runs.
  const sources = await resolveSources(flags, context.home).catch((error: Error) => {
    if (!(error instanceof UsageError) || hasSources(flags)) throw error;
    say(`no sources yet (${error.message}): run and once will need them`);
    return null;
  });
  const client = sources === null ? undefined : await clientFactsOf(sources, context.home, context.now)();
  const request: JoinRequest = {
    mailbox,
    device,
    ...(flags.labels ? { labels: { ...flags.labels } } : {}),
    ...(client ? { client } : {}),
  };

  const answer = await postJson(endpoint(server, 'api/v1/agents'), key, request, 30_000).catch((error: unknown) => {
    const reached = error instanceof AnswerTooLarge;
    say(`lockstep-agent: ${reached ? error.message : `${server} cannot be reached: ${reasonOf(error)}`}`);
    return null;
  });
  if (answer === null) return 1;
  if (answer.status === 401) {
    say('lockstep-agent: the join key is not the right one');
    return 3;
  }
  const { replica, token } = (answer.body ?? {}) as Partial<JoinResponse>;
  if (answer.status !== 201 || replica === undefined || token === undefined) {
    say(`lockstep-agent: not enrolled: ${problem(answer)}`);
    return 1;
  }

  await saveEnrolment(folder, { server, replica, token, mailbox, device, sources: remembered(flags, context.home) });
  print(
    `${mailbox} on ${device} is enrolled as replica ${replica}.\nIts token is kept in ${folder}. Now: lockstep-agent run\n`,
  );
  return 0;
}

async function joinKey(flags: Flags, context: Context): Promise<string> {
  if (flags.key !== undefined) return flags.key;
  if (flags.keyFile !== undefined) {
    const text = await readFile(expand(flags.keyFile, context.home), 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`${flags.keyFile} cannot be read: ${error.code ?? error.message}`);
    });
    return text.trim();
  }
  const key = context.environment['LOCKSTEP_JOIN_KEY'];
  if (key) return key;
  throw new UsageError('the join key is missing: --key, --key-file or LOCKSTEP_JOIN_KEY');
}

export function stateFolder(flags: Flags, context: Context): string {
  if (flags.state !== undefined) return expand(flags.state, context.home);
  return defaultStateFolder(context.home, context.environment, process.platform);
}

const hasSources = (flags: Flags) => flags.offline !== undefined || flags.serverMailbox !== undefined;

/** What names the sources, with paths that hold from any folder. */
function remembered(flags: Flags, home: string): Flags {
  const path = (text: string | undefined) => (text === undefined ? undefined : expand(text, home));
  const offline = flags.offline?.replace(
    /^(\w+):(.+)$/,
    (_all, kind: string, place: string) => `${kind}:${expand(place, home)}`,
  );
  return {
    offline,
    mbsyncrc: path(flags.mbsyncrc),
    serverMailbox: flags.serverMailbox,
    passwordFile: path(flags.passwordFile),
    starttls: flags.starttls,
    tlsCa: path(flags.tlsCa),
    timeoutSeconds: flags.timeoutSeconds,
    intervalSeconds: flags.intervalSeconds,
    syncLog: path(flags.syncLog),
    spoolLimitMiB: flags.spoolLimitMiB,
  };
}
