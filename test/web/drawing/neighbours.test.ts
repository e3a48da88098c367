import { afterEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import type { DraftShape } from '#core/areas/shape.ts'
import type { Desk } from '../../../web/desk/useDesk.ts'
import { useSurroundings } from '../../../web/drawing/useSurroundings.ts'
import { useTaken } from '../../../web/drawing/useTaken.ts'

afterEach(() => vi.unstubAllGlobals())

const SHELL: [number, number][] = [
  [112, 34],
  [112.001, 34],
  [112.001, 34.001],
]

/** A map at rest over what is drawn, and a server with one neighbour of a version. */
const stage = () => {
  const open = shallowRef({ page: { geometry_revision: 1 } })
  const map = shallowRef({
    on: () => undefined,
    off: () => undefined,
    getZoom: () => 10,
    getBounds: () => ({ getWest: () => 112, getSouth: () => 34, getEast: () => 112.01, getNorth: () => 34.01 }),
  })
  const neighbour = { id: 3, name: '邻', kind: 'management_area', version: 1, shape: null, compounds: [5] }
  const answer = () => ({ areas: [{ ...neighbour }], compounds: [], divisions: [], lines: [] })
  vi.stubGlobal('fetch', async () => Response.json(answer()))
  return { desk: { open, map } as unknown as Pick<Desk, 'open' | 'map'>, open, neighbour }
}
const settled = () => new Promise(resolve => setTimeout(resolve, 20))

test('正在画时别人发布了：附近的和被占的小区都重新读', async () => {
  const { desk, open, neighbour } = stage()
  const scope = effectScope()
  const { around, taken } = scope.run(() => ({
    ...useSurroundings(desk, 'p', shallowRef<DraftShape>([{ shell: SHELL, holes: [] }])),
    taken: useTaken(desk, 'p', null),
  }))!
  await settled()
  expect([around.value.areas[0]?.version, [...taken.value]]).toEqual([1, [[5, 3]]])
  Object.assign(neighbour, { version: 2, compounds: [5, 6] })
  open.value = { page: { geometry_revision: 1 } }
  await nextTick()
  await settled()
  expect(around.value.areas[0]?.version).toBe(1)
  open.value = { page: { geometry_revision: 2 } }
  await nextTick()
  await settled()
  expect([around.value.areas[0]?.version, [...taken.value.keys()]]).toEqual([2, [5, 6]])
  scope.stop()
})
