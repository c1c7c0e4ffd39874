import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What stands between the browser and the server: an address that stays, a line that can go dead, and another node behind it. */
export interface Front {
  readonly url: string;
  /** From now on connections go there; those that are open are cut, as when a node goes away. */
  turnTo(url: string): void;
  /** Nothing gets through and nobody is told, as on a train; what is sent meanwhile never arrives. */
  hang(): void;
  /** New connections get through again. */
  restore(): void;
  close(): Promise<void>;
}

export async function startFront(target: string): Promise<Front> {
  let port = Number(new URL(target).port);
  let dead = false;
  const lines = new Set<Socket>();
  const server = createServer((browser) => {
    const wire = connect(port, '127.0.0.1');
    const wasDead = dead;
    for (const [from, to] of [
      [browser, wire],
      [wire, browser],
    ] as const) {
      lines.add(from);
      from.on('data', (chunk: Buffer) => !dead && !wasDead && to.write(chunk));
      from.on('error', () => undefined);
      from.on('close', () => {
        lines.delete(from);
        if (!dead) to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => lines.forEach((line) => line.destroy());

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    turnTo(url) {
      port = Number(new URL(url).port);
      cut();
    },
    hang() {
      dead = true;
    },
    restore() {
      dead = false;
      cut();
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
