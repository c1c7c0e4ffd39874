import { Access1795410000000 } from './1795410000000-access.ts';
import { ChannelSecret1795500000000 } from './1795500000000-channel-secret.ts';
import { ResendTrouble1795700000000 } from './1795700000000-resend-trouble.ts';
import { WatchdogCall1795600000000 } from './1795600000000-watchdog-call.ts';

/** In the order in which they run; released ones never change. */
export const migrations = [
  Access1795410000000,
  ChannelSecret1795500000000,
  WatchdogCall1795600000000,
  ResendTrouble1795700000000,
];
