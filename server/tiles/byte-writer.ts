/** Bytes of protocol-buffer messages, in a buffer that grows and is used again. */
export class ByteWriter {
  #bytes = new Uint8Array(1024)
  #length = 0

  /** A whole number from 0 to 2^53, seven bits a byte. */
  varint(value: number): void {
    if (this.#length + 8 > this.#bytes.length) this.#grow(8)
    let rest = value
    while (rest > 0x7fffffff) {
      this.#bytes[this.#length++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.#bytes[this.#length++] = rest
  }

  /** A field whose value is a number. */
  number(field: number, value: number): void {
    this.varint(field << 3)
    this.varint(value)
  }

  /** A field whose value is bytes: a text, or a message written before. */
  bytes(field: number, value: Uint8Array): void {
    this.varint((field << 3) | 2)
    this.varint(value.length)
    if (this.#length + value.length > this.#bytes.length) this.#grow(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  /** What was written; holds until the next writing. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  restart(): void {
    this.#length = 0
  }

  #grow(by: number): void {
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + by))
    larger.set(this.written)
    this.#bytes = larger
  }
}
