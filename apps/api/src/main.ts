import { setFlagsFromString } from 'node:v8';
import { createApp, type App } from './app.ts';
import { banner } from './banner.ts';
import { ConfigError, configFromEnvironment } from './config/config.ts';
import { createLog } from './logging/log.ts';

const STOP_WITHIN_MS = 9_500;

// On a machine with much memory V8 lets garbage grow to several times what is alive before it collects. A third more is
// enough: measured at 1,000 reports a second, the process then needs half the memory and no more time.
setFlagsFromString('--heap-growing-percent=30');

const log = createLog(process.env.LOCKSTEP_LOG_LEVEL || 'info');
const starting = start();
let stoppingSince: number | null = null;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stoppingSince === null) {
      stoppingSince = Date.now();
      void stop(signal);
      return;
    }
    // The second one means it, unless it is the same one: npm passes on the Ctrl-C that the terminal has sent us already.
    if (Date.now() - stoppingSince > 1_000) process.exit(1);
  });
}

// A broken promise of ours. What was not acknowledged will be sent again; whoever watches over us starts us again.
process.on('uncaughtException', (error) => {
  log.error({ err: error }, 'an error that nobody expected: ending');
  process.exit(1);
});

async function start(): Promise<App> {
  try {
    const config = configFromEnvironment(process.env);
    const app = await createApp(config, log);
    const url = await app.listen().catch(async (error: unknown) => {
      // Secrets that were made stay in force, so they must be shown even now.
      process.stdout.write(banner(null, app.made));
      await app.close();
      throw error;
    });
    log.info({ url, roles: [...config.roles] }, 'started');
    process.stdout.write(banner(url, app.made));
    return app;
  } catch (error) {
    if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
    else if ((error as { code?: unknown }).code === 'EADDRINUSE') {
      process.stderr.write('The port is taken. Stop what listens there, or set PORT.\n');
    } else log.error({ err: error }, 'could not start');
    process.exit(1);
  }
}

/** Also in the middle of a start: the database that was begun there must not be left running. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'stopping');
  setTimeout(() => {
    log.error({}, 'could not finish in time; what was not acknowledged will be sent again');
    process.exit(1);
  }, STOP_WITHIN_MS).unref();
  try {
    await (await starting).close();
    log.info({}, 'stopped');
    process.exit(0);
  } catch (error) {
    log.error({ err: error }, 'stopping failed');
    process.exit(1);
  }
}
