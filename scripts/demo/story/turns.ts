import type { Stage } from './campaign.ts'
import type { Part } from './cast.ts'
import type { Claim } from './claims.ts'
import { addDays } from './days.ts'

/** First claimed too early and returned; the second claim, from the right day, stands. */
export const redo =
  ({ journal, claims }: Stage, reason: string) =>
  (part: Part): Claim => {
    const { compound, mode, first } = part
    const wrong = claims.make({ compound, mode, on: addDays(first, -8), recorded: addDays(first, -4) })
    journal.judge(addDays(first, -1), wrong.key, 'returned', reason)
    return claims.make({ compound, mode, on: first, note: '补正后重新填报' })
  }

/** The company's name was wrong: the same day again, by another company. */
export const correctManager =
  ({ journal, managers, random }: Stage) =>
  (part: Part): Claim => {
    const { compound, mode, first } = part
    const subject = { kind: 'compound' as const, code: compound.code }
    const companies = managers.organisations.filter(one => one.kind === 'company')
    const [wrong, right] = random.shuffle(companies)
    const evidence = ['contract', 'entry_photo']
    const row = { subject, indicator: 'management', value: mode, effective_on: first, evidence }
    const entry = { account: 'community' as const, group: compound.community }
    const recorded = addDays(first, 5)
    const replaces = journal.write(
      { ...entry, day: addDays(first, 2), action: 'report', note: '每周填报' },
      { ...row, organisation: wrong!.code },
    )
    const key = journal.write(
      { ...entry, day: recorded, action: 'correct', note: '更正物业企业' },
      { ...row, organisation: right!.code, replaces, note: '企业名称填错' },
    )
    return { key, on: first, recorded, organisation: right!.code }
  }

/** The owners ran it first; the company came some weeks later. */
export const upgrade =
  ({ claims }: Stage) =>
  (part: Part): Claim => {
    const { compound, mode, first } = part
    claims.settle(claims.make({ compound, mode: 'self_governed', on: first }))
    return claims.make({ compound, mode, on: addDays(first, 82), note: '自治组织议定，引进专业物业' })
  }

/** Written down with the day of the paper; the true day was before the deadline. */
export const correctDay =
  ({ journal, claims }: Stage) =>
  (part: Part): Claim => {
    const { compound, mode, first } = part
    const wrong = claims.make({ compound, mode, on: '2024-07-02', recorded: '2024-07-05' })
    const recorded = '2024-07-12'
    const key = journal.write(
      { day: recorded, account: 'community', action: 'correct', note: '更正起始日', group: compound.community },
      {
        subject: { kind: 'compound', code: compound.code },
        indicator: 'management',
        value: mode,
        organisation: wrong.organisation,
        effective_on: first,
        replaces: wrong.key,
        note: `实际自 ${first} 起管理，原填为建档日`,
      },
    )
    return { key, on: first, recorded, organisation: wrong.organisation }
  }
