import { readFileSync } from 'node:fs';
import { parseCommand } from './arguments.ts';
import type { Context } from './context.ts';
import { look } from './look.ts';
import { UsageError } from './usage-error.ts';
import { USAGE } from './usage.ts';

/** Runs one command and gives its exit code. */
export async function main(argv: readonly string[], context: Context): Promise<number> {
  try {
    const command = parseCommand(argv);
    switch (command.name) {
      case 'help':
        context.print(USAGE);
        return 0;
      case 'version':
        context.print(`lockstep-agent ${version()}\n`);
        return 0;
      case 'look':
        return await look(command.flags, context);
      case 'join':
      case 'once':
      case 'run':
        return 2;
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    context.say(`lockstep-agent: ${error.message}\n(lockstep-agent --help shows all flags)`);
    return 2;
  }
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
