import type { Compound } from '#core/api/compounds.ts'

/** What compounds of a list weigh together, as recorded; what is not recorded counts nothing. */
export const totalsOf = (compounds: readonly Pick<Compound, 'buildings' | 'households' | 'floor_area'>[]) => {
  const sum = (of: 'buildings' | 'households' | 'floor_area') =>
    compounds.reduce((total, compound) => total + (compound[of] ?? 0), 0)
  return { buildings: sum('buildings'), households: sum('households'), floor_area: sum('floor_area') }
}
