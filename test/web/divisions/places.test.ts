import { expect, test } from 'vitest'
import type { Compound } from '#core/api/compounds.ts'
import { placeOfCompound } from '../../../web/divisions/places.ts'

const compound = (id: number, at: [number, number] | null): Compound => ({
  id,
  code: String(id),
  name: '某院',
  community: 1,
  town: null,
  management: null,
  organisation: null,
  since: null,
  households: null,
  floor_area: null,
  buildings: null,
  member: 'baseline',
  at,
  from_on: null,
  to_on: null,
  reported_on: [],
  returned: false,
  values: {},
})
const ledger = [compound(1, [112.5, 34.7]), compound(2, null)]

test('找到的小区，地图飞到它近旁', () => {
  const [west = 0, south = 0, east = 0, north = 0] = placeOfCompound(ledger, 1) ?? []
  expect((west + east) / 2).toBeCloseTo(112.5)
  expect((south + north) / 2).toBeCloseTo(34.7)
  expect(east - west).toBeLessThan(0.01)
  expect(north - south).toBeGreaterThan(0.001)
})

test('未落图的、不认识的，地图不动', () => {
  expect(placeOfCompound(ledger, 2)).toBeNull()
  expect(placeOfCompound(ledger, 3)).toBeNull()
})
