import { expect, test } from 'vitest'
import { type LawDocument, lawOn } from '#core/plan/law-document.ts'
import { readJson } from './read-plan.ts'

const law = readJson('laws/cn-owners-vote.json') as LawDocument

test('2020 年最后一天适用物权法，次日起适用民法典', () => {
  expect(lawOn(law, '2020-12-31')?.zh).toBe('物权法')
  expect(lawOn(law, '2021-01-01')?.zh).toBe('民法典')
  expect(lawOn(law, '2007-09-30')).toBeNull()
})

test('民法典：参与各过三分之二，普通事项过参与者半数，特别事项达四分之三', () => {
  const { participation, base, ordinary, special } = lawOn(law, '2024-08-01')!
  const twoThirds = { part: 2, of: 3, inclusive: true }
  const half = { part: 1, of: 2, inclusive: false }
  const threeQuarters = { part: 3, of: 4, inclusive: true }
  expect(participation).toEqual({ area: twoThirds, people: twoThirds })
  expect(base).toBe('participating')
  expect(ordinary).toEqual({ area: half, people: half })
  expect(special).toEqual({ area: threeQuarters, people: threeQuarters })
})

test('物权法：没有参与门槛，以全体为基数，特别事项达三分之二', () => {
  const { participation, base, special } = lawOn(law, '2019-09-01')!
  expect(participation).toBeNull()
  expect(base).toBe('all')
  expect(special.people).toEqual({ part: 2, of: 3, inclusive: true })
})

test('选聘物业两法都是普通事项；使用维修资金从特别改为普通', () => {
  const old = lawOn(law, '2020-01-01')!
  const now = lawOn(law, '2024-01-01')!
  for (const { ordinary_matters } of [old, now]) expect(ordinary_matters).toContain('选聘和解聘物业服务企业')
  expect(old.special_matters).toContain('筹集和使用维修资金')
  expect(now.ordinary_matters).toContain('使用维修资金')
})
