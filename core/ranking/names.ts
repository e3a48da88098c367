import type { Division, Organisation } from '#core/api/plans.ts'
import { COMPOUND, ORGANISATION } from './rows.ts'
import type { SubjectFacts } from './transition.ts'

export interface BoardNames {
  divisions: Division[]
  organisations: Organisation[]
  facts: ReadonlyMap<number, SubjectFacts>
}

/** Rows have the names of what there is; of a level, its divisions alone. */
export function namesOf(of: string, { divisions, organisations, facts }: BoardNames): (id: number) => string | null {
  if (of === COMPOUND) return id => facts.get(id)?.name ?? null
  const named = new Map<number, string>()
  for (const { id, name, level } of divisions) if (of === ORGANISATION || level === of) named.set(id, name)
  if (of === ORGANISATION) for (const { id, name } of organisations) named.set(id, name)
  return id => named.get(id) ?? null
}
