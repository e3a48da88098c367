import { expect, test } from 'vitest'
import { usedOf } from '../../../server/db/postgis-bundle.ts'

const BLOCK = 512

/** An entry as ustar has it: a header, then the content in whole blocks. */
const entry = (name: string, content: string, prefix = '') => {
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0)
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write('0', 156)
  header.write('ustar', 257)
  header.write(prefix, 345)
  const body = Buffer.alloc(Math.ceil(content.length / BLOCK) * BLOCK)
  body.write(content)
  return Buffer.concat([header, body])
}
const END = Buffer.alloc(2 * BLOCK)

test('of PostGIS the library, the projections and the script that makes it are kept, byte for byte, in their order', () => {
  const library = entry('lib/postgresql/postgis-3.so', 'x'.repeat(700))
  const projections = entry('proj.db', 'y', 'share/proj')
  const script = entry('share/postgresql/extension/postgis--3.6.2.sql', 'z'.repeat(BLOCK))
  const control = entry('share/postgresql/extension/postgis.control', '')
  const unused = [
    entry('lib/postgresql/postgis_raster-3.so', 'r'.repeat(1000)),
    entry('share/postgresql/extension/postgis--unpackaged--3.6.2.sql', 'u'),
    entry('share/postgresql/extension/postgis_topology--3.6.2.sql', ''),
  ]
  const whole = Buffer.concat([unused[0]!, library, unused[1]!, projections, script, unused[2]!, control, END])
  expect(usedOf(whole).equals(Buffer.concat([library, projections, script, control, END]))).toBe(true)
})
