import type { BulletinText } from '#core/api/bulletins.ts'
import { ApiError } from '#core/api/errors.ts'
import type { OpenNotice } from '#core/api/notices.ts'
import { beginText } from '#core/bulletins/begin-text.ts'
import { factsOf } from '#core/bulletins/facts.ts'
import { textsOf, unknownIn } from '#core/bulletins/placeholders.ts'
import { daysBetween } from '#core/calendar/days.ts'
import { openBook } from '#core/closings/open-book.ts'
import { holdsNumber, namesIn } from '#core/notices/personal.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { bookOf } from '../closings/book-of.ts'
import type { Trx } from '../db/database.ts'
import { personsOf } from './notices.queries.ts'

/** A notice as it will stand: of the plan's own kinds, long enough, its text without anybody's name or number. */
export async function judgeNotice(trx: Trx, document: PlanDocument, sent: OpenNotice) {
  const kind = document.notices.find(({ id }) => id === sent.template)
  if (!kind) throw new ApiError('value_refused', `方案没有“${sent.template}”这一种公示。`)
  const days = daysBetween(sent.from_on, sent.to_on) + 1
  const least = kind.days ? adopted(kind.days) : null
  if (least !== null && days < least)
    throw new ApiError('value_refused', `${kind.zh}须公示 ${least} 天，现在只有 ${days} 天。`)
  const text = sent.text ?? (await usualText(trx, document, sent))
  const unknown = unknownIn(document, text)
  if (unknown.length)
    throw new ApiError('template_refused', `文字里有不认识的占位符：${unknown.map(({ name }) => name).join('、')}。`, {
      faults: unknown.map(({ path, name }) => ({ path, value: name, reason: '不认识的占位符' })),
    })
  const said = textsOf(text).map(each => each.text)
  await judgeWords(trx, document.id, [sent.title, sent.place, ...said].join('\n'))
  return { ...sent, text }
}

/** The plan's own text for a kind of notice, as the closing's figures call for it. */
async function usualText(trx: Trx, document: PlanDocument, { template, closing }: OpenNotice): Promise<BulletinText> {
  const wording = document.bulletins?.find(({ purpose }) => purpose === template)
  if (!wording) throw new ApiError('value_refused', '方案没有这种公示的文字，请先写好内容。')
  const book = openBook(await bookOf(trx, document.id, closing))
  return beginText(wording, factsOf(book, { meeting: null, cases: [] }))
}

/** Refuses words that would make a person public. */
export async function judgeWords(trx: Trx, plan: string, words: string): Promise<void> {
  if (holdsNumber(words)) throw new ApiError('value_refused', '公示的文字里不能有电话号码或身份证号。')
  const [name] = namesIn(words, await personsOf(trx, plan))
  if (name) throw new ApiError('value_refused', '公示的文字里写了联系人的姓名，请改用职务。')
}
