import type { DemoCompound } from '../types.ts'
import type { Stage } from './campaign.ts'
import type { Mode } from './cast.ts'
import { addDays } from './days.ts'

export type Reasons = { returned_reasons: string[]; gone_reason: string; none_reason: string }

/** What happens to yards that are not managed today: withdrawn, returned, left by their company, arranged for November. */
export const writeExceptions = (stage: Stage, uncovered: DemoCompound[], reasons: Reasons) => {
  const { random, journal, claims } = stage
  const queue = random.shuffle(uncovered.filter(one => one.buildings > 1))
  const next = () => queue.pop()!
  const claim = (compound: DemoCompound, mode: Mode, on: string, recorded: string, note?: string) =>
    claims.make({ compound, mode, on, recorded, note })
  const withdraw = (compound: DemoCompound, key: string, day: string, on: string, note: string) =>
    journal.write(
      { day, account: 'community', action: 'withdraw', note: '撤回填报', group: compound.community },
      { subject: subjectOf(compound), indicator: 'management', value: null, effective_on: on, replaces: key, note },
    )

  const gone = next()
  claims.settle(claim(gone, 'professional', '2024-05-20', '2024-05-23'))
  journal.judge('2024-09-12', nothing(stage, gone, '2024-09-05', '2024-09-09', reasons.gone_reason), 'verified')

  const hasty = next()
  withdraw(
    hasty,
    claim(hasty, 'self_governed', '2024-06-20', '2024-06-24').key,
    '2024-07-10',
    '2024-06-20',
    '议事小组未选出，误报',
  )
  const later = next()
  withdraw(
    later,
    claim(later, 'work_unit', '2024-09-02', '2024-09-05').key,
    '2024-09-13',
    '2024-09-02',
    '责任单位改制，承诺书作废',
  )

  const doubted = next()
  journal.judge(
    '2024-07-05',
    claim(doubted, 'professional', '2024-06-14', '2024-06-19').key,
    'returned',
    reasons.returned_reasons[0],
  )
  for (const [at, on] of ['2024-07-22', '2024-08-19', '2024-09-23', '2024-10-08'].entries()) {
    const sent = claim(
      next(),
      (['self_governed', 'work_unit', 'self_governed', 'professional'] as const)[at]!,
      on,
      addDays(on, 3),
    )
    journal.judge(addDays(on, 8), sent.key, 'returned', reasons.returned_reasons[at + 1])
  }

  for (const [at, on] of ['2024-11-01', '2024-11-04', '2024-11-11', '2024-11-15'].entries())
    claim(next(), 'professional', on, addDays('2024-10-09', at * 2), '已签合同，待进驻')
  for (const day of ['2024-04-18', '2024-05-16']) nothing(stage, next(), addDays(day, -7), day, reasons.none_reason)
}

const subjectOf = (compound: DemoCompound) => ({ kind: 'compound' as const, code: compound.code })

const nothing = ({ journal }: Stage, compound: DemoCompound, on: string, day: string, note: string) =>
  journal.write(
    { day, account: 'community', action: 'report', note: '上报无人管理', group: compound.community },
    { subject: subjectOf(compound), indicator: 'management', value: 'none', effective_on: on, note },
  )
