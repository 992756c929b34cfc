/** A number of places that many want: whoever comes first gets one first. */
export class Places {
  private readonly waiting: ((isGiven: boolean) => void)[] = [];

  constructor(private free: number) {}

  /** False when the waiting was called off. */
  take(): Promise<boolean> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  give(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free += 1;
    else next(true);
  }

  /** Nobody goes on waiting; places that are taken stay so until they are given back. */
  callOff(): void {
    for (const resolve of this.waiting.splice(0)) resolve(false);
  }
}
