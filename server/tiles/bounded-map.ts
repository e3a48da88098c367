/** A map that forgets what was used longest ago once what it holds weighs more than `most`. */
export class BoundedMap<Value> {
  #held = new Map<string, { value: Value; weight: number }>()
  #weight = 0
  readonly #most: number
  constructor(most: number) {
    this.#most = most
  }

  get(key: string): Value | undefined {
    const entry = this.#held.get(key)
    if (!entry) return undefined
    this.#held.delete(key)
    this.#held.set(key, entry)
    return entry.value
  }

  /** Whether it is held, without counting as a use. */
  peek(key: string): Value | undefined {
    return this.#held.get(key)?.value
  }

  set(key: string, value: Value, weight: number): void {
    this.delete(key)
    this.#held.set(key, { value, weight })
    this.#weight += weight
    for (const oldest of this.#held.keys()) {
      if (this.#weight <= this.#most || oldest === key) break
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    this.#weight -= this.#held.get(key)?.weight ?? 0
    this.#held.delete(key)
  }

  /** Most recently used first. */
  keys(): string[] {
    return [...this.#held.keys()].reverse()
  }

  get weight(): number {
    return this.#weight
  }
}
