import { sql } from 'kysely'
import { nameKey } from '#core/imports/cells.ts'
import type { Db, Trx } from '../db/database.ts'
import type { Write } from '../db/write.ts'
import { addObservations } from '../observations/observations.queries.ts'
import { addSubjects } from '../subjects/subjects.queries.ts'

interface Known {
  id: number
  code: string
  name: string | null
}

/** The organisations of a plan by what they are or were called, however it is spelled; a present name before an earlier one. */
export const organisationsByName = async (db: Db | Trx, plan: string): Promise<Map<string, number>> => {
  const { rows } = await sql<Known>`
    select s.id, s.code, p.value as name from subject s
    left join span p on p.plan = s.plan and p.subject = s.id and p.indicator = 'name' and p.basis = 'reported'
    where s.plan = ${plan} and s.kind = 'organisation' order by p.from_on nulls first, s.id`.execute(db)
  const ids = new Map(rows.map(({ code, id }) => [nameKey(code), id]))
  for (const { name, id } of rows) if (name) ids.set(nameKey(name), id)
  return ids
}

/** Adds organisations, called so from a day on; the name is the code, too. */
export const addOrganisations = async (trx: Trx, write: Write, names: readonly string[], from: string) => {
  const ids = await addSubjects(
    trx,
    write,
    names.map(code => ({ kind: 'organisation', code })),
  )
  const added = ids.map((id, i) => ({ id, name: names[i]! }))
  await addObservations(
    trx,
    write,
    added.map(({ id, name }) => ({ subject: id, indicator: 'name', value: name, effective_on: from })),
  )
  return added
}
