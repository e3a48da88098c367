import { nameKey } from './cells.ts'
import type { Change } from './change.ts'
import type { Ref, Standing } from './standing.ts'

/** The organisations of a plan while an import runs; a name not known yet adds one, its code is its name. */
export const organisationBook = (standing: Standing) => {
  const names = new Map<string, { ref: Ref; name: string }>()
  for (const { id, code } of standing.organisations) names.set(nameKey(code), { ref: id, name: code })
  for (const { id, name } of standing.organisations) names.set(nameKey(name), { ref: id, name })
  const added: (Change['organisations'][number] & { name: string })[] = []

  const called = (name: string): Ref => {
    const key = nameKey(name)
    const known = names.get(key)
    if (known) return known.ref
    const ref: Ref = `organisation:${name}`
    names.set(key, { ref, name })
    added.push({ ref, code: name, name })
    return ref
  }

  return { added, called }
}
export type OrganisationBook = ReturnType<typeof organisationBook>
