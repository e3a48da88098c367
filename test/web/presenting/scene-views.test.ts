import { expect, test } from 'vitest'
import type { Compound } from '#core/api/compounds.ts'
import type { OpenPlan } from '../../../web/plans/plans.store.ts'
import { viewOf } from '../../../web/presenting/scene-views.ts'

const COUNTY = [112.4, 34.6, 112.6, 34.75]
const plan = {
  page: { bbox: COUNTY },
  compounds: [
    { id: 7, at: [112.5, 34.7] },
    { id: 8, at: null },
  ] as unknown as Compound[],
} as unknown as OpenPlan
const HALL = { width: 1920, height: 1080 }
const OLD_HALL = { width: 1024, height: 768 }
const UPRIGHT = { width: 800, height: 1280 }
const standing = { id: 'standing', kind: 'standing' } as const
const site = (subject: number) => ({ id: 'site-1', kind: 'site', subject }) as const

test('the whole plan is looked at, a site from near, one that is nowhere on the map not at all', () => {
  expect(viewOf(standing, plan, HALL)?.bbox).toEqual(COUNTY)
  const [west, , east] = viewOf(site(7), plan, HALL)!.bbox
  expect(east! - west!).toBeLessThan(0.01)
  expect(viewOf(site(8), plan, HALL)?.bbox).toEqual(COUNTY)
  expect(viewOf(standing, { ...plan, page: { ...plan.page, bbox: null } }, HALL)).toBeNull()
})

test('the map keeps a third of every screen beside a board, and the upper part of an upright one', () => {
  for (const size of [HALL, OLD_HALL]) {
    const { left, right } = viewOf(site(7), plan, size)!.padding
    expect((size.width - left - right) / size.width).toBeGreaterThan(0.32)
  }
  const { top, bottom } = viewOf(site(7), plan, UPRIGHT)!.padding
  expect(top + bottom).toBeLessThan(UPRIGHT.height * 0.75)
  expect(bottom).toBeGreaterThan(UPRIGHT.height / 2)
})
