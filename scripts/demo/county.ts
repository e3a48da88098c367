import { readFileSync } from 'node:fs'
import { makeAreas } from './areas/make-areas.ts'
import type { DemoClosing } from './meetings/close.ts'
import type { DemoMeeting } from './meetings/prepare.ts'
import type { DemoRecord } from './meetings/record.ts'
import { makeRandom } from './random.ts'
import { writeCampaign } from './story/campaign.ts'
import { type CastOrder, makeCast } from './story/cast.ts'
import { makeClaims } from './story/claims.ts'
import { type Reasons, writeExceptions } from './story/exceptions.ts'
import { writeAdditions, writeDecisions, writeMerge, writeScores, writeSplit } from './story/extras.ts'
import { makeJournal } from './story/journal.ts'
import { makeManagers } from './story/managers.ts'
import { writeOpening } from './story/opening.ts'
import { makeTown } from './town/make-town.ts'
import { names } from './town/names.ts'
import type { Place } from './town/project.ts'
import { registerCompounds } from './town/register.ts'
import { mergeYards, splitYard } from './town/succession.ts'
import type { Day, DemoCompound, DemoCounty } from './types.ts'

type Story = Reasons & {
  plan: string
  today: Day
  place: Place
  ledger_on: Day
  communities: Record<string, { total: number; single: number; covered: number; added?: number }>
  modes: CastOrder['modes']
  covered_by: CastOrder['covered_by']
  late_days: [Day, Day]
  unverified: number
  meetings: DemoMeeting[]
  closings: DemoClosing[]
  records: DemoRecord[]
}

const story = JSON.parse(readFileSync(new URL('../../data/demo/xx-county-2024.json', import.meta.url), 'utf8')) as Story

const perCommunity = <T>(value: (one: Story['communities'][string]) => T) =>
  Object.fromEntries(Object.entries(story.communities).map(([code, one]) => [code, value(one)]))

/** The demo county: a town drawn from the seed, and half a year of writes told on it. The same seed gives the same bytes. */
export const makeCounty = (seed: number): DemoCounty => {
  const random = makeRandom(seed)
  const town = makeTown(random, {
    place: story.place,
    bend: { mirror: false, angle: 0, scale: 1 },
    names,
    quotas: perCommunity(({ total, single, added }) => ({ total: total + (added ?? 0), single })),
  })
  const register = registerCompounds(
    random,
    town,
    names.companies,
    perCommunity(one => one.added ?? 0),
  )
  const size = Object.values(story.communities).reduce((sum, one) => sum + one.total, 0)
  const [roster, added] = [register.compounds.slice(0, size), register.compounds.slice(size)]
  const cast = makeCast(random, roster, register.spots, { ...story, covered: perCommunity(one => one.covered) })
  const [stays, goes] = cast.merged
  const splitOn = '2024-08-20'
  const parts = splitYard(cast.split, register.spots.get(cast.split.code)!, ['C232', 'C233'], splitOn, town.project)
  mergeYards(stays, goes, '2024-09-03')
  const held = new Set<DemoCompound>([stays, goes, cast.split])
  hideSome([
    ...cast.uncovered.slice(0, 2),
    ...cast.covered
      .map(one => one.compound)
      .filter(one => !held.has(one))
      .slice(-1),
  ])
  for (const [at, { compound }] of cast.covered.entries()) compound.due_on = at < 75 ? '2024-06-30' : '2024-10-31'
  for (const [at, compound] of cast.uncovered.entries()) compound.due_on = at % 3 === 0 ? '2024-10-31' : '2024-12-31'

  const journal = makeJournal()
  const managers = makeManagers(random, register.organisations)
  const claims = makeClaims(random, journal, managers, story.today)
  const stage = { random, journal, claims, managers, today: story.today }
  const moved = cast.covered.map(one => one.compound).find(one => one.community === 'xinhua' && !held.has(one))!
  const miscounted = cast.covered[20]!.compound
  writeOpening(random, journal, roster, story.ledger_on, { moved, moved_from: 'beiyuan', miscounted })
  const managed = writeCampaign(stage, cast, story)
  writeExceptions(stage, cast.uncovered, story)
  writeAdditions(stage, added)
  writeSplit(stage, cast.split, parts, splitOn)
  writeMerge(stage, cast.merged, '2024-09-03')
  writeScores(stage, managed, 80)
  writeDecisions(stage, managed)
  const compounds = [...roster, ...added, ...parts]
  return {
    plan: story.plan,
    today: story.today,
    divisions: town.divisions,
    organisations: managers.organisations,
    compounds,
    measures: [],
    basemap: town.basemap,
    writes: journal.writes(random),
    meetings: story.meetings,
    closings: story.closings,
    records: story.records,
    ...makeAreas({ divisions: town.divisions, compounds, basemap: town.basemap }),
  }
}

/** Three yards nobody has put on the map yet. */
const hideSome = (compounds: DemoCompound[]) => {
  for (const compound of compounds) {
    compound.geometry = null
    compound.buildings_geometry = []
  }
}
