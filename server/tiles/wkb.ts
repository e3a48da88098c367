/** What a geometry is made of: points, lines, rings (the first of a polygon is its outside, the others are holes). */
export interface WkbSink {
  point(x: number, y: number): void
  line(xy: Float64Array): void
  ring(xy: Float64Array, hole: boolean): void
}

const POINT = 1
const LINE = 2
const POLYGON = 3
const COLLECTION = 7

/** Reads a two-dimensional WKB geometry of any kind, telling its parts in order. Throws on a kind it does not know. */
export function readWkb(bytes: Uint8Array, sink: WkbSink): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  let little = true

  const count = () => {
    at += 4
    return view.getUint32(at - 4, little)
  }
  const positions = (n: number) => {
    const xy = new Float64Array(2 * n)
    for (let i = 0; i < xy.length; i++, at += 8) xy[i] = view.getFloat64(at, little)
    return xy
  }
  const geometry = () => {
    little = view.getUint8(at++) === 1
    const kind = count()
    if (kind === POINT) {
      const [x, y] = positions(1) as unknown as [number, number]
      if (!Number.isNaN(x)) sink.point(x, y)
    } else if (kind === LINE) {
      sink.line(positions(count()))
    } else if (kind === POLYGON) {
      const rings = count()
      for (let i = 0; i < rings; i++) sink.ring(positions(count()), i > 0)
    } else if (kind > POLYGON && kind <= COLLECTION) {
      const members = count()
      for (let i = 0; i < members; i++) geometry()
    } else {
      throw new RangeError(`WKB kind ${kind} is not a plain two-dimensional one`)
    }
  }
  geometry()
}
