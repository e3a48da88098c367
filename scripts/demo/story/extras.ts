import type { DemoCompound } from '../types.ts'
import type { Managed, Stage } from './campaign.ts'
import { factsOf, marksOf, putOnRoster, writeFacts } from './ledger.ts'

/** Two yards found after the freeze: they stand beside the roster, one of them already managed. */
export const writeAdditions = ({ journal, claims }: Stage, added: DemoCompound[]) => {
  for (const [at, compound] of added.entries()) {
    const day = ['2024-07-08', '2024-08-15'][at] ?? '2024-09-10'
    const entry = {
      day,
      account: 'office' as const,
      action: 'roster' as const,
      note: `底数冻结后另增：${compound.name}`,
    }
    writeFacts(journal, entry, day, compound.code, [...factsOf(compound), ...marksOf(compound)])
    putOnRoster(journal, entry, day, compound.code)
    if (at === 0) claims.settle(claims.make({ compound, mode: 'professional', on: '2024-08-06' }))
  }
}

/** Two yards take one wall and one owners' committee; on the books they still count as two. */
export const writeMerge = ({ journal }: Stage, [stays, goes]: [DemoCompound, DemoCompound], day: string) =>
  journal.write(
    { day, account: 'office', action: 'roster', note: `${goes.name}并入${stays.name}` },
    {
      subject: { kind: 'compound', code: goes.code },
      indicator: 'merged_into',
      value: stays.code,
      effective_on: day,
      note: '拆除隔墙，合并管理',
    },
  )

/** A yard cut in two by a new road: the parts come with facts and claims of their own. */
export const writeSplit = ({ journal, claims }: Stage, whole: DemoCompound, parts: DemoCompound[], day: string) => {
  const entry = { day, account: 'office' as const, action: 'roster' as const, note: `${whole.name}分为两院` }
  for (const part of parts) {
    writeFacts(journal, entry, day, part.code, [...factsOf(part), ...marksOf(part)])
    const subject = { kind: 'compound' as const, code: part.code }
    journal.write(entry, {
      subject,
      indicator: 'split_from',
      value: whole.code,
      effective_on: day,
      note: '新路穿院，分开管理',
    })
    claims.settle(claims.make({ compound: part, mode: 'self_governed', on: day }))
  }
}

/** The first round of the standard, on yards managed by mid July; one sheet was added up wrongly. */
export const writeScores = ({ random, journal }: Stage, managed: Managed, count: number) => {
  const ready = [...managed.values()].filter(({ part }) => part.first <= '2024-07-19').slice(0, count)
  for (const [at, { part }] of ready.entries()) {
    const mean = { professional: 88, work_unit: 81, self_governed: 79, floating: 74 }[part.mode]
    const value = String(Math.round(Math.max(58, Math.min(98, mean + random.between(-11, 9))) * 2) / 2)
    const day = `2024-07-${22 + Math.floor((at * 8) / ready.length)}`
    const row = {
      subject: { kind: 'compound' as const, code: part.compound.code },
      indicator: 'score',
      effective_on: day,
      evidence: ['score_sheet'],
    }
    const entry = { account: 'office' as const, note: '第一次考评得分' }
    const key = journal.write({ ...entry, day: addedUp, action: 'report' }, { ...row, value })
    if (at === 11) {
      const right = String(Number(value) + 4)
      journal.write(
        { ...entry, day: '2024-08-06', action: 'correct' },
        { ...row, value: right, replaces: key, note: '合计分加错' },
      )
    }
  }
}

const addedUp = '2024-07-31'

/** Yards that no clause of the plan fits, or that went another way: the town decided. */
export const writeDecisions = ({ journal }: Stage, managed: Managed) => {
  const odd = [...managed.values()].filter(
    ({ part: { compound, mode } }) =>
      (compound.buildings > 1 && !compound.unit_yard && compound.condition === 'good') ||
      (compound.buildings === 1 && mode !== 'floating'),
  )
  for (const { part, claim } of odd.slice(0, 16))
    journal.write(
      { day: claim.recorded, account: 'town', action: 'report', note: '镇认定管理模式' },
      {
        subject: { kind: 'compound', code: part.compound.code },
        indicator: 'decided_mode',
        value: part.mode,
        effective_on: claim.on,
        evidence: ['town_decision'],
      },
    )
}
