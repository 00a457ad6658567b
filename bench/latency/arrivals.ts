/** When something arrived, by id. */
export class Arrivals {
  readonly #at = new Map<string, number>();
  readonly #waiting = new Map<string, (at: number) => void>();

  /** Notes the first arrival. */
  note(id: string): void {
    if (this.#at.has(id)) return;
    const at = performance.now();
    this.#at.set(id, at);
    this.#waiting.get(id)?.(at);
  }

  /** Resolves with the time of the arrival, as `performance.now()` has it. Rejects after a while. */
  async of(id: string): Promise<number> {
    const known = this.#at.get(id);
    if (known !== undefined) return known;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`${id} did not arrive within ${PATIENCE_MS} ms`));
      }, PATIENCE_MS);
      this.#waiting.set(id, (at) => {
        clearTimeout(timer);
        resolve(at);
      });
    });
  }
}

const PATIENCE_MS = 60_000;
