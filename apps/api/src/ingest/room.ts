/** What may wait for the database at once. Beyond that, senders are told to come back: memory is not a queue. */
export class Room {
  private reports = 0;
  private bytes = 0;
  private readonly most: { readonly reports: number; readonly bytes: number };
  private emptied: (() => void)[] = [];

  constructor(most: { readonly reports: number; readonly bytes: number }) {
    this.most = most;
  }

  /** How to leave again; null: it is full. One that is larger than all the room may enter when it is empty. */
  enter(reports: number, bytes: number): (() => void) | null {
    const full = this.reports + reports > this.most.reports || this.bytes + bytes > this.most.bytes;
    if (full && (this.reports > 0 || this.bytes > 0)) return null;
    this.reports += reports;
    this.bytes += bytes;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.reports -= reports;
      this.bytes -= bytes;
      if (this.isEmpty) this.emptied.splice(0).forEach((tell) => tell());
    };
  }

  get held(): { readonly reports: number; readonly bytes: number } {
    return { reports: this.reports, bytes: this.bytes };
  }

  get isEmpty(): boolean {
    return this.reports === 0;
  }

  whenEmpty(): Promise<void> {
    return this.isEmpty ? Promise.resolve() : new Promise((tell) => this.emptied.push(tell));
  }
}
