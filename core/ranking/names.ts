import type { Division, Organisation } from '#core/api/plans.ts'
import { COMPOUND, ORGANISATION } from './rows.ts'
import type { SubjectFacts } from './transition.ts'

export interface BoardNames {
  divisions: Division[]
  organisations: Organisation[]
  facts: ReadonlyMap<number, SubjectFacts>
}

/**
 * Rows have the names of what there is; of a level, its divisions alone. An organisation that bears a division's own name is
 * that division's office: it is ranked with the divisions, not among the responsible units.
 */
export function namesOf(of: string, { divisions, organisations, facts }: BoardNames): (id: number) => string | null {
  if (of === COMPOUND) return id => facts.get(id)?.name ?? null
  const offices = new Set(divisions.map(({ name }) => name))
  const rows =
    of === ORGANISATION
      ? organisations.filter(({ name }) => !offices.has(name))
      : divisions.filter(({ level }) => level === of)
  const named = new Map(rows.map(({ id, name }) => [id, name]))
  return id => named.get(id) ?? null
}
