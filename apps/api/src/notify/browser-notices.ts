import { Injectable } from '@nestjs/common';
import type { BrowserNotice } from '@lockstep/contracts';

/** Between who sends and who holds the sockets of browsers, in one process: a notice is for who looks just now, or for nobody. */
@Injectable()
export class BrowserNotices {
  private readonly listeners = new Set<(notice: BrowserNotice) => void>();

  say(notice: BrowserNotice): void {
    for (const listener of this.listeners) listener(notice);
  }

  /** Returns how to stop. */
  onNotice(listener: (notice: BrowserNotice) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
