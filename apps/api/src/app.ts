import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { FirstStart, type MadeSecrets } from './access/first-start.ts';
import { AppModule } from './app.module.ts';
import type { Config } from './config/config.ts';
import { Database } from './database/database.ts';
import { Ingest } from './ingest/ingest.ts';
import { createLog, nestLogger, type Log } from './logging/log.ts';
import { ConfigureChannel } from './notify/routing/configure-channel.ts';
import { tellOnCall } from './notify/routing/tell-on-call.ts';
import { useWeb } from './web/use-web.ts';

export interface App {
  readonly nest: NestExpressApplication;
  readonly config: Config;
  readonly log: Log;
  /** Made at this start: show them to a person, once. */
  readonly made: MadeSecrets;
  /** Listens, and says where. */
  listen(): Promise<string>;
  /** Takes nothing new, finishes what was begun, lets go of everything. Once. */
  close(): Promise<void>;
}

/** The whole server, ready to listen: the program and the integration tests start the same one. */
export async function createApp(config: Config, log: Log = createLog(config.logLevel)): Promise<App> {
  const nest = await NestFactory.create<NestExpressApplication>(AppModule.with(config, log), {
    logger: nestLogger(log),
    bodyParser: false,
    forceCloseConnections: true,
    abortOnError: false,
  });
  useWeb(nest, config, log);
  try {
    const made = await nest.get(FirstStart).prepare();
    if (config.demo) await tellOnCall(nest.get(ConfigureChannel), nest.get(Database).store);
    await nest.init();
    return { nest, config, log, made, listen: () => listen(nest, config), close: once(() => stop(nest)) };
  } catch (error) {
    await nest.close();
    throw error;
  }
}

async function listen(nest: NestExpressApplication, { host, port }: Config): Promise<string> {
  const server = nest.getHttpServer();
  // Longer than proxies and agents keep an idle connection, so that it is not ours that closes under a request.
  server.keepAliveTimeout = 75_000;
  await nest.listen(port, host);
  const address = server.address() as { port: number };
  return `http://${reachable(host)}:${address.port}`;
}

/** "On every address" is none that a browser can open. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** What was taken is committed and answered before the sockets close; the database goes last (database.module.ts). */
async function stop(nest: NestExpressApplication): Promise<void> {
  nest.getHttpServer().close();
  await nest.get(Ingest).drain();
  // The answers are on their way, but not yet written.
  await new Promise(setImmediate);
  await nest.close();
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
