import { ApiError, type BatchRow, type BatchWritten, type Fault, type NewBatch } from '#core/api/index.ts'
import { nameKey } from '#core/imports/cells.ts'
import { observable } from '#core/observations/judge-observation.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import type { Db, Trx } from '../db/database.ts'
import { recordOnce } from '../db/once.ts'
import type { Write } from '../db/write.ts'
import { addOrganisations, organisationsByName } from '../organisations/organisations.queries.ts'
import { planOf } from '../plans/plan-of.ts'
import { kindsOf, standingAt } from './batch.queries.ts'
import { addObservations, type ObservationRow } from './observations.queries.ts'
import { refusalOf } from './refuse-observation.ts'

/** What the write of a batch is called. */
export const BATCH = 'batch'

const faultAt = (row: number, column: string, code: string, reason: string): Fault => ({
  row,
  column,
  path: `/rows/${row}`,
  code,
  reason,
})

const refuse = (faults: Fault[], of: number) => {
  if (faults.length)
    throw new ApiError('value_refused', `${of} 格中有 ${faults.length} 格需要改正，一格也没有保存。`, { faults })
}

/** A called organisation takes the place of the value, which is not known yet: any number passes for its id. */
const judged = ({ called, ...row }: BatchRow, document: PlanDocument): BatchRow =>
  called !== undefined && observable(document, row.indicator)?.type === 'reference' ? { ...row, value: '1' } : row

const faultsOf = (document: PlanDocument, rows: readonly BatchRow[], kinds: ReadonlyMap<number, string>): Fault[] => {
  const said = new Set<string>()
  return rows.flatMap((row, i) => {
    const kind = kinds.get(row.subject)
    if (!kind) return [faultAt(i, row.indicator, 'unknown_subject', `方案里没有编号为 ${row.subject} 的对象。`)]
    const refused = refusalOf(document, kind, judged(row, document))
    if (refused) return [faultAt(i, row.indicator, refused.code, refused.message)]
    const key = `${row.subject} ${row.indicator} ${row.effective_on} ${row.period ?? ''}`
    if (said.has(key)) return [faultAt(i, row.indicator, 'twice', '同一格同一天填了两次。')]
    said.add(key)
    return []
  })
}

/** Puts the rows' days in: what each takes the place of, and where it would reach over others. */
const corrected = async (trx: Trx, plan: string, rows: readonly BatchRow[]) => {
  const days = rows.map(({ subject, indicator, effective_on, corrects_on }) => ({
    subject,
    indicator,
    effective_on,
    on: corrects_on ?? effective_on,
  }))
  const standing = await standingAt(trx, plan, days)
  const faults: Fault[] = []
  const replaces = standing.map((found, i) => {
    const { indicator, corrects_on } = rows[i]!
    if (corrects_on !== undefined && found.replaces === null)
      faults.push(faultAt(i, indicator, 'changed_meanwhile', `${corrects_on} 的那条记录已被别人改过。`))
    else if (corrects_on !== undefined && found.passes)
      faults.push(faultAt(i, indicator, 'since_contradicts', '与这两天之间的其他记录矛盾，请先在小区档案中更正。'))
    return found.replaces
  })
  refuse(faults, rows.length)
  return replaces
}

/** The organisations rows call by name, those named as new added; any other unknown name is a fault. */
const calledOrganisations = async (trx: Trx, write: Write, { rows, new_organisations = [] }: NewBatch, day: string) => {
  const known = await organisationsByName(trx, write.plan)
  const wanted = new Map(new_organisations.map(name => [nameKey(name), name.trim()]))
  const fresh = [...wanted].flatMap(([key, name]) => (known.has(key) ? [] : [name]))
  for (const { id, name } of await addOrganisations(trx, write, fresh, day)) known.set(nameKey(name), id)
  const unknown = rows.flatMap(({ called, indicator }, i) =>
    called === undefined || known.has(nameKey(called))
      ? []
      : [faultAt(i, indicator, 'unknown_organisation', `没有名为“${called}”的单位。`)],
  )
  refuse(unknown, rows.length)
  return { idOf: (name: string) => known.get(nameKey(name))!, added: fresh.length }
}

/** Adds many observations as one write, or none: what is wrong is named by the row's place. */
export async function recordBatch(
  db: Db,
  plan: string,
  batch: NewBatch,
  { account, key }: { account: string; key: string | undefined },
): Promise<BatchWritten> {
  const { document } = await planOf(db, plan)
  const kinds = await kindsOf(db, plan, [...new Set(batch.rows.map(({ subject }) => subject))])
  refuse(faultsOf(document, batch.rows, kinds), batch.rows.length)
  const once = { key, request: batch, account, action: BATCH, note: batch.note ?? null }
  return recordOnce(db, plan, once, async (trx, write) => {
    const organisations = await calledOrganisations(trx, write, batch, adopted(document.starts_on))
    const replaces = await corrected(trx, plan, batch.rows)
    await addObservations(
      trx,
      write,
      batch.rows.map(({ corrects_on: _, called, ...row }, i): ObservationRow => {
        const refers = called !== undefined && observable(document, row.indicator)?.type === 'reference'
        const value = refers ? String(organisations.idOf(called)) : row.value
        return {
          ...row,
          value: value === null ? null : String(value),
          organisation: called !== undefined && !refers ? organisations.idOf(called) : (row.organisation ?? null),
          replaces: row.replaces ?? replaces[i] ?? null,
        }
      }),
    )
    const { seq, recorded_at } = write
    return { seq, recorded_at, rows: batch.rows.length, new_organisations: organisations.added }
  })
}
