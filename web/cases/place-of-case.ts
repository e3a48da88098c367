import type { Case } from '#core/api/cases.ts'
import type { Compound } from '#core/api/compounds.ts'

/** Where a case is on the map: its point, or its compound's; null where it has no place or its compound none. */
export const placeOfCase = (
  one: Pick<Case, 'at' | 'subject'>,
  compounds: readonly Compound[],
): readonly number[] | null => one.at ?? compounds.find(({ id }) => id === one.subject)?.at ?? null
