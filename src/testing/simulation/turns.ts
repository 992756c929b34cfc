/** Whose turn it is: every call that leaves a station, and every tap, waits for its own. */

export class Turns {
  private readonly waiting = new Map<string, () => void>();
  private isOver = false;

  readonly wait = (station: string): Promise<void> => {
    if (this.isOver) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.set(station, resolve);
    });
  };

  isWaiting(station: string): boolean {
    return this.waiting.has(station);
  }

  give(station: string): void {
    const go = this.waiting.get(station);
    this.waiting.delete(station);
    go?.();
  }

  /** From now on nobody waits. */
  end(): void {
    this.isOver = true;
    for (const station of [...this.waiting.keys()]) this.give(station);
  }
}
