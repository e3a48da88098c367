/** The parts of a small polygon shapefile, written by hand so that every byte is ours to choose. */
export interface ShapefileOptions {
  /** Attribute bytes of a text. */
  encode: (text: string) => Uint8Array
  /** The language mark of the .dbf. */
  ldid?: number
}

const ring = (x: number, y: number, size: number) => [
  [x, y],
  [x, y + size],
  [x + size, y + size],
  [x + size, y],
  [x, y],
]

const header = (bytes: number, type: number, extent: number[]) => {
  const view = new DataView(new ArrayBuffer(100))
  view.setInt32(0, 9994)
  view.setInt32(24, bytes / 2)
  view.setInt32(28, 1000, true)
  view.setInt32(32, type, true)
  for (const [i, value] of extent.entries()) view.setFloat64(36 + i * 8, value, true)
  return view
}

const polygonRecord = (number: number, points: number[][]) => {
  const length = 4 + 32 + 8 + 4 + points.length * 16
  const view = new DataView(new ArrayBuffer(8 + length))
  view.setInt32(0, number)
  view.setInt32(4, length / 2)
  view.setInt32(8, 5, true)
  const xs = points.map(([x = 0]) => x)
  const ys = points.map(([, y = 0]) => y)
  for (const [i, value] of [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].entries())
    view.setFloat64(12 + i * 8, value, true)
  view.setInt32(44, 1, true)
  view.setInt32(48, points.length, true)
  view.setInt32(52, 0, true)
  for (const [i, [x = 0, y = 0]] of points.entries()) {
    view.setFloat64(56 + i * 16, x, true)
    view.setFloat64(64 + i * 16, y, true)
  }
  return view
}

const joined = (parts: (DataView | Uint8Array)[]) =>
  new Uint8Array(Buffer.concat(parts.map(part => Buffer.from(part.buffer, part.byteOffset, part.byteLength))))

const WIDTH = 40

const dbf = (fields: string[], rows: string[][], { encode, ldid = 0 }: ShapefileOptions) => {
  const view = new DataView(new ArrayBuffer(32 + fields.length * 32 + 1))
  const bytes = new Uint8Array(view.buffer)
  view.setUint8(0, 3)
  view.setUint32(4, rows.length, true)
  view.setUint16(8, view.byteLength, true)
  view.setUint16(10, 1 + fields.length * WIDTH, true)
  view.setUint8(29, ldid)
  for (const [i, field] of fields.entries()) {
    bytes.set(encode(field).subarray(0, 10), 32 + i * 32)
    view.setUint8(32 + i * 32 + 11, 'C'.charCodeAt(0))
    view.setUint8(32 + i * 32 + 16, WIDTH)
  }
  view.setUint8(view.byteLength - 1, 0x0d)
  const records = rows.map(row => {
    const record = new Uint8Array(1 + fields.length * WIDTH).fill(0x20)
    for (const [i, text] of row.entries()) record.set(encode(text).subarray(0, WIDTH), 1 + i * WIDTH)
    return record
  })
  return joined([view, ...records])
}

/** Squares at the given places, one per row; places and sizes in the units of the coordinate system. */
export const shapefile = (
  fields: string[],
  rows: { values: string[]; x: number; y: number; size: number }[],
  options: ShapefileOptions,
) => {
  const records = rows.map(({ x, y, size }, i) => polygonRecord(i + 1, ring(x, y, size)))
  const extent = [
    Math.min(...rows.map(({ x }) => x)),
    Math.min(...rows.map(({ y }) => y)),
    Math.max(...rows.map(({ x, size }) => x + size)),
    Math.max(...rows.map(({ y, size }) => y + size)),
  ]
  const total = records.reduce((sum, record) => sum + record.byteLength, 100)
  const index = new DataView(new ArrayBuffer(8 * records.length))
  let at = 100
  for (const [i, record] of records.entries()) {
    index.setInt32(i * 8, at / 2)
    index.setInt32(i * 8 + 4, (record.byteLength - 8) / 2)
    at += record.byteLength
  }
  return {
    shp: joined([header(total, 5, extent), ...records]),
    shx: joined([header(100 + index.byteLength, 5, extent), index]),
    dbf: dbf(
      fields,
      rows.map(({ values }) => values),
      options,
    ),
  }
}
