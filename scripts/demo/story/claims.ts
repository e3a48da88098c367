import type { Random } from '../random.ts'
import type { Day, DemoCompound } from '../types.ts'
import type { Mode } from './cast.ts'
import { addDays, earlier, nextWeekday } from './days.ts'
import type { Journal } from './journal.ts'
import type { Managers } from './managers.ts'

export type Claim = { key: string; on: Day; recorded: Day; organisation: string }
export type ClaimOrder = {
  compound: DemoCompound
  mode: Mode
  on: Day
  /** The day it was written down; without it, one to ten days later, as the community's weekly report falls. */
  recorded?: Day
  latest?: Day
  note?: string
}
export type Claims = {
  make: (order: ClaimOrder) => Claim
  /** The office's word on a claim, some days after it, never after today. */
  settle: (claim: Claim) => void
}

/** Communities report on Mondays or Thursdays, units when they like; the office checks on Tuesdays and Fridays. */
export const makeClaims = (random: Random, journal: Journal, managers: Managers, today: Day): Claims => ({
  make: ({ compound, mode, on, recorded, latest, note }) => {
    const { organisation, evidence, account, form } = managers.of(compound, mode)
    const slow = random.chance(0.2) ? random.whole(3, 6) : 1
    const usual =
      account === 'unit' ? addDays(on, random.whole(1, 4)) : nextWeekday(addDays(on, slow), weeklyOf(compound))
    const day = recorded ?? earlier(usual, latest ?? today)
    const entry = {
      day,
      account,
      action: 'report' as const,
      note: '每周填报',
      group: account === 'unit' ? organisation : compound.community,
    }
    const subject = { kind: 'compound' as const, code: compound.code }
    const key = journal.write(entry, {
      subject,
      indicator: 'management',
      value: mode,
      organisation,
      effective_on: on,
      evidence,
      ...(note ? { note } : {}),
    })
    if (form) journal.write(entry, { subject, indicator: 'self_governed_form', value: form, effective_on: on })
    return { key, on, recorded: day, organisation }
  },
  settle: claim =>
    journal.judge(
      earlier(nextWeekday(addDays(claim.recorded, random.whole(2, 9)), [2, 5]), today),
      claim.key,
      'verified',
    ),
})

const weeklyOf = (compound: DemoCompound) => (compound.community.length % 2 === 0 ? [1, 4] : [2, 5])
