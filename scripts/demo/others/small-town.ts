import type { Random } from '../random.ts'
import { type Journal, makeJournal } from '../story/journal.ts'
import { factsOf, putOnRoster, writeFacts } from '../story/ledger.ts'
import { makeTown } from '../town/make-town.ts'
import { names } from '../town/names.ts'
import type { Place } from '../town/project.ts'
import { registerCompounds } from '../town/register.ts'
import type { Bend } from '../town/skeleton.ts'
import type { Account, Day, DemoCompound, DemoCounty, DivisionLevel } from '../types.ts'

export type SmallOrder = {
  plan: string
  today: Day
  place: Place
  bend: Bend
  top: string
  towns: Record<string, string>
  /** By quarter: how many compounds, and in which town. */
  quarters: Record<string, { total: number; single: number; town: string }>
  /** The plan's words for the drawn county, towns and communities; a null level is left out. */
  levels: { county: DivisionLevel | null; town: DivisionLevel; community: DivisionLevel }
}
export type Small = { county: DemoCounty; journal: Journal; random: Random }

/** A town on the drawn streets, bent and scaled, its compounds registered; the story is still to be told. */
export const makeSmallTown = (random: Random, order: SmallOrder): Small => {
  const quotas = Object.fromEntries(
    Object.entries(order.quarters).map(([code, { total, single }]) => [code, { total, single }]),
  )
  const drawn = names.communities
  const renamed = Object.fromEntries(
    Object.entries(order.quarters).map(([code, { town }]) => [code, { name: drawn[code]!, town }]),
  )
  const town = makeTown(random, { ...order, names: { county: order.top, towns: order.towns }, quotas, renamed })
  const register = registerCompounds(random, town, names.companies.slice(2, 6))
  const divisions = town.divisions.flatMap(division => {
    const level = order.levels[division.level as 'county' | 'town' | 'community']
    if (!level) return []
    return [
      { ...division, level, parent: order.levels.county || division.level === 'community' ? division.parent : null },
    ]
  })
  const { plan, today } = order
  const { compounds, organisations } = register
  const county = { plan, today, divisions, organisations, compounds, measures: [], basemap: town.basemap, writes: [] }
  return { county, journal: makeJournal(), random }
}

/** The ledger, the roster and its freeze, all within a few days. */
export const writeSmallOpening = ({ county, journal }: Small, day: Day, frozenOn: Day) => {
  const ledger = { day, account: 'office' as const, action: 'import' as const, note: '导入小区台账' }
  for (const compound of county.compounds) writeFacts(journal, ledger, day, compound.code, factsOf(compound))
  const roster = { day: frozenOn, account: 'office' as const, action: 'roster' as const, note: '列入底数' }
  for (const compound of county.compounds) putOnRoster(journal, roster, day, compound.code)
  freeze(journal, county, frozenOn)
}

export const freeze = (journal: Journal, county: DemoCounty, day: Day) =>
  journal.write(
    { day, account: 'office', action: 'freeze', note: '冻结底数' },
    {
      subject: { kind: 'division', code: county.divisions[0]!.code },
      indicator: 'roster_frozen',
      value: 'true',
      effective_on: day,
    },
  )

export type Saying = {
  on: Day
  recorded: Day
  organisation?: string
  evidence?: string[]
  checked?: Day
  account?: Account
}

/** One value of one indicator of one compound, verified on `checked`. */
export const say = (journal: Journal, compound: DemoCompound, indicator: string, value: string, saying: Saying) => {
  const { on, recorded, organisation, evidence, checked, account } = saying
  const entry = { day: recorded, account: account ?? 'community', action: 'report' as const, note: '填报' }
  const key = journal.write(entry, {
    subject: { kind: 'compound', code: compound.code },
    indicator,
    value,
    effective_on: on,
    ...(organisation ? { organisation } : {}),
    ...(evidence ? { evidence } : {}),
  })
  if (checked) journal.judge(checked, key, 'verified')
  return key
}

export const closed = ({ county, journal, random }: Small): DemoCounty => ({
  ...county,
  writes: journal.writes(random),
})
