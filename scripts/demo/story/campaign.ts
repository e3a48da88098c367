import type { Random } from '../random.ts'
import type { Day, DemoCompound } from '../types.ts'
import type { Cast, Part } from './cast.ts'
import type { Claim, Claims } from './claims.ts'
import { addDays } from './days.ts'
import type { Journal } from './journal.ts'
import type { Managers } from './managers.ts'
import { correctDay, correctManager, redo, upgrade } from './turns.ts'

export type CampaignOrder = {
  today: Day
  late_days: [Day, Day]
  unverified: number
  returned_reasons: string[]
}
export type Stage = { random: Random; journal: Journal; claims: Claims; managers: Managers; today: Day }
export type Managed = Map<string, { part: Part; claim: Claim; settled: boolean }>

/** Every covered yard's way to its standing claim; most are simple, some were first wrong, late, returned or changed. */
export const writeCampaign = (stage: Stage, cast: Cast, order: CampaignOrder): Managed => {
  const { random, journal, claims } = stage
  const [lateFrom, lateTo] = order.late_days
  const plain = new Set<DemoCompound>([...cast.merged, cast.split])
  const late = cast.covered.filter(({ first }) => first >= lateFrom && first <= lateTo)
  const middle = cast.covered.filter(
    ({ first, compound }) => first > '2024-07-15' && first < '2024-09-10' && !plain.has(compound),
  )
  const turned = random.shuffle(middle)
  const early = cast.covered.filter(
    ({ first, compound, mode }) =>
      first > '2024-04-20' && first < '2024-06-10' && mode === 'professional' && !plain.has(compound),
  )
  const turns = new Map<Part, (part: Part) => Claim>([
    ...turned.slice(0, 3).map((part, at) => [part, redo(stage, order.returned_reasons[at]!)] as const),
    ...turned
      .filter(({ mode }) => mode === 'professional')
      .slice(-3)
      .map(part => [part, correctManager(stage)] as const),
    ...early.slice(0, 3).map(part => [part, upgrade(stage)] as const),
    ...late.slice(0, 2).map(part => [part, correctDay(stage)] as const),
  ])
  const managed = cast.covered.map(part => {
    const turn = turns.get(part)
    if (turn) return { part, claim: turn(part) }
    const { compound, mode, first } = part
    const recorded = late.includes(part) ? addDays(lateTo, random.whole(2, 7)) : undefined
    const latest = first < lateFrom ? addDays(lateTo, -2) : order.today
    return { part, claim: claims.make({ compound, mode, on: first, recorded, latest }) }
  })
  // One in three of the last ones is looked at quickly: what is verified moves in every month.
  const fresh = [...managed]
    .sort((a, b) => (a.claim.recorded < b.claim.recorded ? 1 : -1))
    .filter((_, i) => i % 3 !== 2)
    .slice(0, order.unverified - 1)
  const revoked = managed.find(one => one.part.first > '2024-08-05' && !fresh.includes(one) && !turns.has(one.part))!
  for (const one of managed) if (!fresh.includes(one)) claims.settle(one.claim)
  journal.judge('2024-09-27', revoked.claim.key, 'revoked', '回访业主反映无人值守，撤销核实，待复核')
  return new Map(
    managed.map(one => [one.part.compound.code, { ...one, settled: !fresh.includes(one) && one !== revoked }]),
  )
}
