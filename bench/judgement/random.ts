/** Random numbers from a seed: the same seed gives the same numbers on every machine. */

export class Random {
  #state: number;

  /** The parts of the seed are mixed, so that neighbouring seeds have nothing in common. */
  constructor(...seed: readonly number[]) {
    this.#state = 0x9e3779b9;
    for (const part of seed) {
      this.#state = (this.#state ^ part) | 0;
      this.next();
      this.next();
    }
  }

  /** From 0 up to, not including, 1: the generator mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const drawn = (mixed ^ (mixed >>> 14)) >>> 0;
    // The seed's next part meets a state that depends on all parts before it.
    this.#state = (this.#state ^ (drawn << 1)) | 0;
    return drawn / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number; both bounds are possible. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  pick<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[this.int(0, values.length - 1)] ?? values[0];
  }

  /** One of the values, each with its weight. */
  weighted<Value>(choices: readonly [Choice<Value>, ...Choice<Value>[]]): Value {
    const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.next() * total;
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return choices[0][0];
  }
}

export type Choice<Value> = readonly [value: Value, weight: number];
