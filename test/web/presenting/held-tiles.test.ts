import { expect, test } from 'vitest'
import { createHeldTiles } from '../../../web/presenting/held-tiles.ts'

const line = () => {
  const asked: string[] = []
  let isUp = true
  const ask = (async (path: string) => {
    asked.push(path)
    if (!isUp) throw new TypeError('no line')
    return path.endsWith('empty') ? new Response(null, { status: 204 }) : new Response(`tile ${path}`)
  }) as typeof fetch
  return { ask, asked, cut: () => (isUp = false), mend: () => (isUp = true) }
}
const text = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes)

test('what was fetched once is there with the cable pulled, and asked for once', async () => {
  const { ask, asked, cut } = line()
  const tiles = createHeldTiles(ask)
  let told = 0
  await tiles.hold(['a', 'b', 'a/empty'], () => told++)
  expect(told).toBe(3)
  cut()
  expect(text(await tiles.read('a'))).toBe('tile /a')
  expect((await tiles.read('a/empty')).byteLength).toBe(0)
  expect(asked).toEqual(['/a', '/b', '/a/empty'])
})

test('a tile that did not come is asked for again when the line is back', async () => {
  const { ask, cut, mend } = line()
  const tiles = createHeldTiles(ask)
  cut()
  await expect(tiles.read('c')).rejects.toThrow()
  await expect(tiles.hold(['c'], () => undefined)).rejects.toThrow()
  mend()
  expect(text(await tiles.read('c'))).toBe('tile /c')
})
