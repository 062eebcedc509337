/** Counts crashes, so that a server which can't live isn't started for ever. */

const MOST = 3;
const WITHIN_MS = 3 * 60_000;

export class Crashes {
  private times: number[] = [];

  /** Notes a crash; tells whether to start once more. */
  again(now: number): boolean {
    this.times = [...this.times.filter((time) => now - time < WITHIN_MS), now];
    return this.times.length <= MOST;
  }
}
