import { expect, test } from 'vitest'
import type { Division } from '#core/api/plans.ts'
import { readPlans } from '../../../server/plans/read-plans.ts'
import { levelBelow, trailOf } from '../../../web/divisions/levels.ts'

const division = (id: number, level: string, parent: number | null): Division => ({
  id,
  code: String(id),
  name: String(id),
  level,
  parent,
  bbox: null,
})
/*  1 county ─┬─ 2 town ── 4 community
 *            └─ 3 town ── 5 community          */
const divisions = [
  division(1, 'county', null),
  division(2, 'town', 1),
  division(3, 'town', 1),
  division(4, 'community', 2),
  division(5, 'community', 3),
]
const plan = readPlans('/nowhere').find(({ id }) => id === 'xx-county-2024')

test('the trail of a community names its town and its county', () => {
  expect(trailOf(divisions, 5).map(({ id }) => id)).toEqual([1, 3, 5])
  expect(trailOf(divisions, null)).toEqual([])
})

test('the whole ranks what the plan ranks; a town its communities; a community lists its compounds', () => {
  if (!plan) throw new Error('no plan')
  expect(levelBelow(plan, divisions, null)).toBe('community')
  expect(levelBelow(plan, divisions, 2)).toBe('community')
  expect(levelBelow(plan, divisions, 4)).toBe(null)
})
