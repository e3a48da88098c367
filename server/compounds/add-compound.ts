import { ApiError, type CompoundAdded, type NewCompound } from '#core/api/index.ts'
import { nameKey } from '#core/imports/cells.ts'
import { judgeObservation } from '#core/observations/judge-observation.ts'
import type { Db } from '../db/database.ts'
import { recordOnce } from '../db/once.ts'
import { divisionsOf } from '../divisions/divisions.queries.ts'
import { addObservations } from '../observations/observations.queries.ts'
import { planOf } from '../plans/plan-of.ts'
import { addSubjects, subjectIds } from '../subjects/subjects.queries.ts'
import { namesIn } from './compounds.queries.ts'

const CODE_LENGTH = 76

/** A code nobody has: the community's and the name, with a number behind them where need be. */
const freeCode = (community: string, name: string, taken: ReadonlyMap<string, number>): string => {
  const wanted = `${community}/${name}`.slice(-CODE_LENGTH)
  let code = wanted
  for (let n = 2; taken.has(code); n++) code = `${wanted}-${n}`
  return code
}

/** Puts a compound on the list by hand: the subject, its name, its community and its place on the roster, as one write. */
export async function addCompound(
  db: Db,
  plan: string,
  given: NewCompound,
  { account, key }: { account: string; key: string | undefined },
): Promise<CompoundAdded> {
  const { document, as_of } = await planOf(db, plan)
  const { community, effective_on } = given
  const name = given.name.trim()
  const home = (await divisionsOf(db, plan, as_of, null)).find(({ id }) => id === community)
  if (!home) throw new ApiError('unknown_subject', `方案里没有编号为 ${community} 的社区。`)
  const facts = [
    { indicator: 'name', value: name },
    { indicator: 'community', value: String(community) },
    { indicator: 'roster', value: 'in' },
  ].map(fact => ({ ...fact, effective_on }))
  for (const fact of facts) {
    const reason = judgeObservation(document, 'compound', fact)
    if (reason === 'day_out_of_range')
      throw new ApiError('day_out_of_range', `日期 ${effective_on} 不是有效日期，或晚于方案结束日。`)
    if (reason) throw new ApiError('value_refused', '小区名称里有不能保存的字符，或首尾有空格。')
  }
  const once = { key, request: given, account, action: 'add_compound', note: given.note ?? null }
  return recordOnce(db, plan, once, async (trx, write) => {
    const taken = await subjectIds(trx, plan, 'compound')
    const code = given.code?.trim() || freeCode(home.code, name, taken)
    if (taken.has(code)) throw new ApiError('value_refused', `编号 ${code} 已有小区使用。`)
    if ((await namesIn(trx, plan, community)).some(known => nameKey(known) === nameKey(name)))
      throw new ApiError('value_refused', `${home.name}已有名为“${name}”的小区。`)
    const [id] = await addSubjects(trx, write, [{ kind: 'compound', code }])
    await addObservations(
      trx,
      write,
      facts.map(fact => ({ subject: id!, ...fact, note: given.note })),
    )
    return { id: id!, code, seq: write.seq, recorded_at: write.recorded_at }
  })
}
