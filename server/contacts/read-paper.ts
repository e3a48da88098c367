import { ApiError } from '#core/api/errors.ts'
import { isDay } from '#core/calendar/days.ts'
import type { Db, Trx } from '../db/database.ts'
import { fileOf } from '../files/files.queries.ts'
import { planOf } from '../plans/plan-of.ts'
import { subjectById } from '../subjects/subjects.queries.ts'

/** The plan a compound belongs to; anything else has no file of papers. */
export const compoundOf = async (db: Db, plan: string, id: number) => {
  const state = await planOf(db, plan)
  const subject = await subjectById(db, plan, id)
  if (subject?.kind !== 'compound') throw new ApiError('unknown_subject', `方案里没有编号为 ${id} 的小区。`)
  return state
}

const [FIRST, LAST] = ['1990-01-01', '2099-12-31']

export const realDays = (...days: string[]) => {
  const wrong = days.find(day => !isDay(day) || day < FIRST || day > LAST)
  if (wrong) throw new ApiError('day_out_of_range', `${wrong} 不是有效日期。`)
}

/** A receipt is a paper that was brought, and that who files sees. */
export const knownReceipt = async (trx: Trx, plan: string, receipt: string | null) => {
  if (receipt === null) return
  const file = await fileOf(trx, plan, receipt)
  if (!file || file.erased_at !== null)
    throw new ApiError('unknown_file', '备案回执没有上传，或您无权查看，请重新上传。')
}
