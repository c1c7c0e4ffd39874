import { connect as openSocket, type Socket } from 'node:net';
import { reach, type Reach } from './reach.ts';
import { TimeoutError } from './trouble.ts';

const CONNECT_MS = 5_000;

/** A TCP connection to an address that was checked. The signal ends it at any time, also later. */
export async function connect(host: string, port: number, options: Reach): Promise<Socket> {
  const { signal } = options;
  const lookup = await reach(host, options);
  const socket = openSocket({ host, port, lookup, signal });
  // Whoever uses it listens as well; between two who do, an error must not end the process.
  socket.on('error', () => {});
  return new Promise<Socket>((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new TimeoutError('could not be reached in time')), CONNECT_MS);
    socket.once('error', reject);
    socket.once('close', () => clearTimeout(timer));
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
