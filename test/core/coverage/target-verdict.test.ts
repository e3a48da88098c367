import { expect, test } from 'vitest'
import { needed, targetVerdict } from '#core/coverage/target-verdict.ts'
import type { Target } from '#core/plan/plan-document.ts'

const june: Target = {
  id: 't30',
  scope: 'whole',
  at_least: { percent: 30 },
  by: { printed: '6月底前', adopted: '2024-06-30' },
  source: '二',
}
const count = (day: string, covered: number, total = 229) => ({ day, covered, total })

test('229 个小区的 30%、80%、100% 是 69、184、229 个', () => {
  expect([30, 80, 100].map(percent => needed(percent, 229))).toEqual([69, 184, 229])
})

test('55% 的 20 个是 11 个，不因浮点多算一个', () => {
  expect(needed(55, 20)).toBe(11)
})

test('截止日当天完成 69 个即完成；68 个则还差 1 个，仍可完成', () => {
  expect(targetVerdict(june, '2024-06-30', [count('2024-06-30', 69)])).toMatchObject({
    verdict: 'met',
    short: 0,
    days_left: 0,
  })
  expect(targetVerdict(june, '2024-06-30', [count('2024-06-30', 68)])).toMatchObject({
    verdict: 'open',
    short: 1,
    reached_on: null,
  })
})

test('截止日之后看截止日那天：当天不够就是未完成，后来补上的叫迟于节点完成', () => {
  const late = [count('2024-06-30', 68), count('2024-07-02', 70)]
  expect(targetVerdict(june, '2024-07-01', late)).toMatchObject({ verdict: 'missed', reached_on: null })
  expect(targetVerdict(june, '2024-07-05', late)).toMatchObject({ verdict: 'late', reached_on: '2024-07-02' })
})

test('按期完成以后又退回，结论仍是完成', () => {
  const counts = [count('2024-06-20', 70), count('2024-08-01', 60)]
  expect(targetVerdict(june, '2024-09-01', counts)).toMatchObject({
    verdict: 'met',
    reached_on: '2024-06-20',
    covered: 60,
  })
})

test('没有小区时什么也没完成', () => {
  expect(targetVerdict(june, '2024-07-01', [])).toMatchObject({ verdict: 'missed', needed: 0 })
})

test('两面都留的要求按采用的一面判定', () => {
  const kept = { ...june, at_least: { printed: '三成', adopted: { percent: 30 }, why: '三成即 30%' } }
  const counts = [count('2024-06-20', 69)]
  expect(targetVerdict(kept, '2024-06-30', counts)).toEqual(targetVerdict(june, '2024-06-30', counts))
})

test('只用文字表述的目标没有结论', () => {
  expect(targetVerdict({ ...june, at_least: undefined, qualitative: '基本实现' }, '2024-07-01', [])).toBeNull()
  const unsaid = { printed: '基本实现', adopted: null, why: '“基本”没有数' }
  expect(targetVerdict({ ...june, at_least: unsaid, qualitative: '基本实现' }, '2024-07-01', [])).toBeNull()
})
