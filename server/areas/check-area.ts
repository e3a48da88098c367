import type { MultiPolygon } from 'geojson'
import type { AreaContents, AreaVerdict } from '#core/api/areas.ts'
import { ApiError } from '#core/api/errors.ts'
import { UNREPORTED } from '#core/areas/contents.ts'
import { type AreaIssue, INSIDE_SHARE, MOST_POINTS } from '#core/areas/issues.ts'
import { indicatorOf, meetsValue } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { shownIndicator } from '../compounds/shown-indicator.ts'
import type { Db } from '../db/database.ts'
import { strangerAmong } from '../subjects/subjects.queries.ts'
import { type Asked, type CompoundNear, compoundsNear, faultsOf, squareMetres, warningsOf } from './check.queries.ts'
import { pointsIn, readShape } from './shape-text.ts'

/** Issues after which nothing can be said of where a shape lies. */
const SHAPELESS: readonly string[] = ['nothing_drawn', 'shape_invalid', 'too_many_points', 'outside_china']

/** Judges a shape and a list of picks as if they were published on a day; PostGIS decides. */
export async function checkArea(db: Db, document: PlanDocument, drawn: Asked): Promise<AreaVerdict> {
  await refuseStrangers(db, drawn)
  const asked = { ...drawn, shape: drawn.shape && readShape(drawn.shape) }
  const faults = asked.shape && pointsIn(asked.shape) > MOST_POINTS ? [tooMany(asked.shape)] : await faultsOf(db, asked)
  const bound = asked.kind === 'management_area'
  const lies = asked.shape !== null && !faults.some(({ code }) => SHAPELESS.includes(code))
  const warnings = bound ? await warningsOf(db, lies ? asked : { ...asked, shape: null }) : []
  const shown = shownIndicator(document)
  const near = await compoundsNear(db, { ...asked, shape: bound && lies ? asked.shape : null }, shown)
  const inside = near.filter(each =>
    bound && asked.shape !== null && each.is_located ? each.share >= INSIDE_SHARE : each.is_picked,
  )
  const indicator = indicatorOf(document, shown)!
  const uncovered = inside.filter(({ mode }) => !meetsValue(document, indicator, mode))
  return {
    issues: [...faults, ...warnings, ...(bound && lies ? uncovered.filter(each => !each.is_picked).map(unpicked) : [])],
    contents: {
      ...weigh(inside),
      m2: lies ? await squareMetres(db, asked.shape!) : 0,
      straddling: near.filter(({ share }) => share > 1 - INSIDE_SHARE && share < INSIDE_SHARE).map(({ id }) => id),
      uncovered: uncovered.map(({ id }) => id),
    },
  }
}

/** What is said of a subject names it and its place: of another plan's nothing is said at all. */
async function refuseStrangers(db: Db, { plan, area, town, community, picks }: Asked): Promise<void> {
  const named = [area, town, community, ...picks].filter(id => id !== null)
  const stranger = await strangerAmong(db, plan, named)
  if (stranger !== undefined) throw new ApiError('unknown_subject', `方案里没有编号为 ${stranger} 的对象。`)
}

function weigh(inside: CompoundNear[]): Omit<AreaContents, 'm2' | 'straddling' | 'uncovered'> {
  const by_mode: Record<string, number> = {}
  for (const { mode } of inside) by_mode[mode ?? UNREPORTED] = (by_mode[mode ?? UNREPORTED] ?? 0) + 1
  const sum = (weight: 'buildings' | 'households' | 'floor_area') =>
    inside.reduce((total, each) => total + each[weight], 0)
  return {
    compounds: inside.map(({ id }) => id),
    buildings: sum('buildings'),
    households: sum('households'),
    floor_area: sum('floor_area'),
    by_mode,
  }
}

const unpicked = ({ id, name, at }: CompoundNear): AreaIssue => ({
  code: 'uncovered_inside',
  subject: id,
  name,
  at,
  m2: null,
})

/** Said before any geometry is worked with: a shape of many thousand points takes the database seconds. */
const tooMany = ({ coordinates }: MultiPolygon): AreaIssue => {
  const [lon, lat] = coordinates[0]![0]![0]!
  return { code: 'too_many_points', at: [lon!, lat!], subject: null, name: null, m2: null }
}
