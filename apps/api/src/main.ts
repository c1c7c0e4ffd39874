import { configFromEnvironment } from './config/config.ts';
import { createApp } from './app.ts';

const app = await createApp(configFromEnvironment(process.env));
const url = await app.listen();
process.stdout.write(`Lockstep: ${url}\n`);
if (app.made.adminPassword) process.stdout.write(`Sign in as admin with ${app.made.adminPassword}\n`);
if (app.made.joinKey) process.stdout.write(`Join key ${app.made.joinKey}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void app.close().then(() => process.exit(0)));
}
