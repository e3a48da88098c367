import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Member } from '#core/coverage/history.ts'
import type { RankingKey } from '#core/plan/plan-document.ts'
import { boardOf } from '#core/ranking/board.ts'
import { smallCounty, type Yard } from './small-county.ts'

const OCTOBER = { of: 'community', as_of: '2024-10-18' }
const reasons = (yards: Yard[], question = {}) =>
  Object.fromEntries(
    boardOf(smallCounty(yards), { ...OCTOBER, ...question }).rows.map(({ name, reasons }) => [
      name,
      reasons.map(({ name, kind, day, before, now }) => [name, kind, day, before, now]),
    ]),
  )

test('本月进驻的小区是名次上升的原因，写明哪一天、从什么变成什么', () => {
  expect(
    reasons([{ name: '粮食局家属院', in: '东关', managed: { '2024-05-01': 'none', '2024-10-12': 'professional' } }]),
  ).toEqual({
    东关: [['粮食局家属院', 'gained', '2024-10-12', 'none', 'professional']],
  })
})

test('同一天起换了管理模式、一直有人管的，不是原因', () => {
  const yard = { name: '甲院', in: '东关', managed: { '2024-05-01': 'professional', '2024-10-12': 'work_unit' } }
  expect(reasons([yard])).toEqual({ 东关: [] })
})

test('本月退过又进来的，前后都有人管，不算回退也不算新增', () => {
  const managed = { '2024-05-01': 'professional', '2024-10-03': 'none', '2024-10-12': 'work_unit' }
  expect(reasons([{ name: '甲院', in: '东关', managed }])).toEqual({ 东关: [] })
})

test('上月末以前的变化不再是本月的原因', () => {
  expect(reasons([{ name: '甲院', in: '东关', managed: { '2024-09-30': 'professional' } }])).toEqual({ 东关: [] })
})

test('小区划到另一个社区：一边是划出，一边是划入，日子是划转那天', () => {
  const yard = { name: '甲院', in: '东关', moved: { '2024-10-08': '西关' }, managed: { '2024-05-01': 'floating' } }
  expect(reasons([yard])).toEqual({
    东关: [['甲院', 'left', '2024-10-08', 'floating', 'floating']],
    西关: [['甲院', 'joined', '2024-10-08', 'floating', 'floating']],
  })
  expect(reasons([yard], { of: 'town' })).toEqual({ 城关镇: [] })
})

test('移出底数的小区是划出；另增的小区不在底数里，不影响名次', () => {
  expect(
    reasons([
      { name: '甲院', in: '东关', member: { '2024-03-01': 'baseline', '2024-10-09': '' } },
      { name: '乙院', in: '东关', member: { '2024-03-01': '', '2024-10-09': 'addition' } },
    ]),
  ).toEqual({ 东关: [['甲院', 'left', '2024-10-09', null, null]] })
})

test('按户数统计时，户数改了也是原因', () => {
  const yard = { name: '甲院', in: '东关', households: { '2024-03-01': 80, '2024-10-09': 120 } }
  expect(reasons([yard], { counted_by: 'households' })).toEqual({
    东关: [['甲院', 'reweighed', '2024-10-09', '80', '120']],
  })
  expect(reasons([yard])).toEqual({ 东关: [] })
})

test('先说回退，再说新增；同一类里近的在前', () => {
  const gained = (name: string, day: string) => ({ name, in: '东关', managed: { [day]: 'professional' } })
  const lost = { name: '丁院', in: '东关', managed: { '2024-05-01': 'professional', '2024-10-02': 'none' } }
  const told = reasons([gained('甲院', '2024-10-03'), gained('乙院', '2024-10-16'), lost])
  expect(told.东关!.map(([name]) => name)).toEqual(['丁院', '乙院', '甲院'])
})

const DAYS = ['2024-06-30', '2024-09-12', '2024-09-30', '2024-10-01', '2024-10-09', '2024-10-18', '2024-10-31']
const when = <T>(value: fc.Arbitrary<T>) => fc.dictionary(fc.constantFrom(...DAYS), value, { maxKeys: 3 })
const yard: fc.Arbitrary<Yard> = fc.record({
  name: fc.constantFrom('甲院', '乙院', '丙院'),
  in: fc.constantFrom('东关', '西关', '南关', '北关'),
  managed: when(fc.constantFrom('professional', 'work_unit', 'none')),
  moved: when(fc.constantFrom('东关', '西关', '南关')),
  member: when(fc.constantFrom<Member>('baseline', 'baseline', 'addition', '')),
  households: when(fc.integer({ min: 10, max: 900 })),
  due_on: fc.constantFrom(...DAYS),
})

test('名次变了，总有说得出的原因：自己的，或者别人的', () => {
  const rules = fc.constantFrom<RankingKey[]>(
    ['rate', 'gain_in_month'],
    ['due', 'rate'],
    ['rate'],
    ['due', 'gain_in_month'],
  )
  fc.assert(
    fc.property(
      fc.array(yard, { minLength: 1, maxLength: 12 }),
      rules,
      fc.constantFrom('count', 'households'),
      (yards, key, by) => {
        const book = smallCounty(yards, ({ ranking }) => ({ ranking: { ...ranking!, key } }))
        const board = boardOf(book, { ...OCTOBER, counted_by: by as 'count' })
        const moved = board.rows.some(({ rank, rank_before }) => rank !== rank_before)
        if (moved) expect(board.rows.flatMap(row => row.reasons)).not.toEqual([])
        for (const row of board.rows) {
          const count = (kind: string) => row.reasons.filter(reason => reason.kind === kind).length
          expect(row.reasons_of).toBe(row.reasons.length)
          expect(count('lost')).toBeLessThanOrEqual(row.regressed)
          for (const { day } of row.reasons) expect(day > board.since && day <= board.as_of).toBe(true)
        }
      },
    ),
    { numRuns: 400 },
  )
})
