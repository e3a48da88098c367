import { areaOf } from '../plane/shapes.ts'
import type { Random } from '../random.ts'
import type { DemoCompound, DemoOrganisation } from '../types.ts'
import type { Town } from './make-town.ts'
import { makeNamer } from './names.ts'
import { polygonOf } from './project.ts'
import type { Site } from './sites.ts'

export type Register = { compounds: DemoCompound[]; organisations: DemoOrganisation[]; spots: Map<string, Site> }

/** Every site becomes a compound with facts that follow from its houses; `added` sites per community come last, after the roster's. */
export const registerCompounds = (
  random: Random,
  town: Town,
  companies: string[],
  added: Record<string, number> = {},
): Register => {
  const nameOf = makeNamer(random)
  const units = new Map<string, string>()
  const spots = new Map<string, Site>()
  const places = town.sites.map((sites, index) => {
    const quarter = town.quarters[index]!
    return sites.map((site, at) => ({ quarter, site, late: at < (added[quarter.code] ?? 0) }))
  })
  const ordered = [...places.flat().filter(one => !one.late), ...places.flat().filter(one => one.late)]
  const compounds = ordered.map(({ quarter, site }): DemoCompound => {
    const unitYard = random.chance(site.single ? 0.3 : 0.44)
    const { name, unit } = nameOf(quarter.code, unitYard ? 'unit' : site.single ? 'single' : 'yard')
    if (unit && !units.has(unit)) units.set(unit, `unit-${units.size + 1}`)
    const code = `C${String(spots.size + 1).padStart(3, '0')}`
    spots.set(code, site)
    const floors = site.single ? random.whole(3, 6) : random.whole(4, 6)
    const floor_area = Math.round(site.houses.reduce((sum, house) => sum + areaOf(house), 0) * floors * 0.97)
    return {
      code,
      name,
      community: quarter.code,
      households: Math.max(6, Math.round(floor_area / random.between(82, 112))),
      floor_area,
      buildings: site.houses.length,
      built_year: random.whole(unitYard ? 1976 : 1982, unitYard ? 1998 : 2004),
      condition: random.chance(unitYard ? 0.47 : 0.24) ? 'good' : 'fair',
      unit_yard: unitYard,
      task_owner: unit ? units.get(unit)! : `office-${quarter.code}`,
      due_on: null,
      geometry: { type: 'MultiPolygon', coordinates: [polygonOf(site.ring, town.project).coordinates] },
      from: null,
      until: null,
      buildings_geometry: site.houses.map(house => polygonOf(house, town.project)),
    }
  })
  const organisations: DemoOrganisation[] = [
    ...companies.map((name, at): DemoOrganisation => ({ code: `company-${at + 1}`, name, kind: 'company' })),
    ...[...units].map(([name, code]): DemoOrganisation => ({ code, name, kind: 'unit' })),
    ...town.quarters.map(({ code, name }): DemoOrganisation => ({ code: `office-${code}`, name, kind: 'community' })),
  ]
  return { compounds, organisations, spots }
}
