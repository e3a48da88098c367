import { nameKey } from './cells.ts'
import type { Change } from './change.ts'
import type { Ref, Standing } from './standing.ts'

interface Entry {
  ref: Ref
  name: string
  named: boolean
}

/** The organisations of a plan while an import runs; a name not known yet adds one, its code is its name. */
export const organisationBook = (standing: Standing) => {
  const names = new Map<string, Entry>()
  const known = standing.organisations.map(({ id, ...organisation }) => ({ ref: id, ...organisation }))
  for (const organisation of known) names.set(nameKey(organisation.code), organisation)
  for (const organisation of known) names.set(nameKey(organisation.name), organisation)
  const added: Change['organisations'] = []
  const naming: { ref: Ref; name: string }[] = []

  const add = (name: string): Entry => {
    const entry: Entry = { ref: `organisation:${name}`, name, named: false }
    names.set(nameKey(name), entry)
    added.push({ ref: entry.ref, code: name })
    return entry
  }

  const byRef = new Map<Ref, Entry>(known.map(each => [each.ref, each]))

  /** Whoever calls one without a name, new or left so by an undone import, names it. Of several by one name, `now` is meant where it is one. */
  const called = (name: string, now?: Ref | null): Ref => {
    const said = now == null ? undefined : byRef.get(now)
    const same = said && nameKey(said.name) === nameKey(name) ? said : undefined
    const entry = same ?? names.get(nameKey(name)) ?? add(name)
    if (!entry.named) naming.push(entry)
    entry.named = true
    return entry.ref
  }

  return { added, naming, called }
}
export type OrganisationBook = ReturnType<typeof organisationBook>
