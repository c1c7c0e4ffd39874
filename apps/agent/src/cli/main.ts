import { parseCommand } from './arguments.ts';
import type { Context } from './context.ts';
import { look } from './look.ts';
import { join } from './join.ts';
import { once, run } from './report.ts';
import { sync } from './sync.ts';
import { UsageError } from './usage-error.ts';
import { USAGE } from './usage.ts';
import { agentVersion } from './version.ts';

/** Runs one command and gives its exit code. */
export async function main(argv: readonly string[], context: Context): Promise<number> {
  try {
    const command = parseCommand(argv);
    switch (command.name) {
      case 'help':
        context.print(USAGE);
        return 0;
      case 'version':
        context.print(`lockstep-agent ${agentVersion()}\n`);
        return 0;
      case 'look':
        return await look(command.flags, context);
      case 'join':
        return await join(command.flags, context);
      case 'once':
        return await once(command.flags, context);
      case 'run':
        return await run(command.flags, context);
      case 'sync':
        return await sync(command.flags, command.program, context);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    context.say(`lockstep-agent: ${error.message}\n(lockstep-agent --help shows all flags)`);
    return 2;
  }
}
