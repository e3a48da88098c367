import { sql } from 'kysely'
import type { Fault } from '#core/api/errors.ts'
import type { Change } from '#core/imports/change.ts'
import { refusal } from '#core/imports/sentences.ts'
import type { Ref } from '#core/imports/standing.ts'
import type { Trx } from '../db/database.ts'

const isStored = (ref: Ref | undefined): ref is number => typeof ref === 'number'

/** The stored subjects an import writes, and those new ones are put under. */
const touched = ({ observations, shapes, divisions }: Change) => {
  const homes = observations.filter(({ indicator }) => indicator === 'community').map(({ refers }) => refers)
  const written = [...observations, ...shapes].map(({ subject }) => subject)
  return [...new Set([...written, ...homes, ...divisions.map(({ parent }) => parent ?? undefined)].filter(isStored))]
}

/**
 * What of an import lies where an account may not write, as faults with their rows. The database refuses it anyway, without
 * saying which row it was.
 */
export const outOfPlace = async (trx: Trx, account: string, change: Change): Promise<Fault[]> => {
  await sql`select set_config('app.account', ${account}, true)`.execute(trx)
  const { rows } = await sql<{ id: number; code: string }>`
    select s.id, s.code from subject s where s.id = any(${touched(change)}::bigint[]) and not may_write(s.id) order by s.id`.execute(
    trx,
  )
  const denied = new Set<Ref>(rows.map(({ id }) => id))
  const faults = new Map<string, Fault>()
  const say = (code: string, place: { sheet?: string; row?: number; path?: string }) => {
    if (!faults.has(code)) faults.set(code, refusal('out_of_place', { ...place, value: code }))
  }
  const codes = new Set(rows.map(({ code }) => code))
  for (const { code, sheet, row } of change.changes) if (codes.has(code)) say(code, { sheet, row })
  const homes = new Map(
    change.observations
      .filter(({ indicator }) => indicator === 'community')
      .map(({ subject, refers }) => [subject, refers]),
  )
  for (const { code, sheet, row } of change.added_rows)
    if (denied.has(homes.get(`compound:${code}`) ?? -1)) say(code, { sheet, row })
  for (const { subject, label } of change.shapes)
    if (denied.has(subject)) say(rows.find(({ id }) => id === subject)?.code ?? label, { path: label })
  for (const { code } of rows) if (!faults.size) say(code, {})
  return [...faults.values()]
}
