import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ClosingBook } from '#core/api/closings.ts'
import { openBook } from '#core/closings/open-book.ts'
import { progressOn } from '#core/coverage/progress.ts'
import { adopted } from '#core/plan/printed.ts'
import { bookOf as bookFrom } from '../../../server/closings/book-of.ts'
import { readSnapshot } from '../../../server/db/write.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'
import { close, propose } from './close.ts'

eachEngine('the book of a closing', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  const report = (i: number, value: unknown, effective_on = '2024-05-02', more: object = {}) =>
    post(stage, `${stage.at}/observations`, {
      subject: stage.cast.compounds[i],
      indicator: 'management',
      value,
      effective_on,
      ...more,
    })
  const bookOf = (id: number) => ask(stage, `${stage.at}/closings/${id}/book`)
  /** Past what the server remembers. */
  const workedOut = (id: number) => readSnapshot(connection().db, trx => bookFrom(trx, stage.document.id, id))

  test('is not there before a second person confirmed, nor of a closing that is none', async () => {
    const id = await propose(connection(), stage.document.id, { as_of: '2024-05-31' })
    expectProblem(await bookOf(id), 409, 'wrong_state')
    expectProblem(await bookOf(999_999), 404, 'unknown_closing')
  })

  test('answers as the question with the two times does, and the same after late rows, new names and a new document', async () => {
    const id0 = (await report(0, 'professional')).json().id
    await report(1, 'floating')
    const id = await close(connection(), stage.document.id, { as_of: '2024-06-30' })
    const first = await bookOf(id)
    expect(first.statusCode).toBe(200)
    expect(first.headers['cache-control']).toBe('private, max-age=31536000, immutable')
    const book = first.json<ClosingBook>()

    await report(0, 'none', '2024-05-02', { replaces: id0 })
    await report(2, 'professional')
    await post(stage, `${stage.at}/observations`, {
      subject: stage.cast.communities[0],
      indicator: 'name',
      value: '新社区',
      effective_on: '2024-01-01',
    })
    expect(await workedOut(id)).toEqual(book)
    const seal = (await ask(stage, `${stage.at}/closings/${id}/seal`)).json()
    expect(seal).toMatchObject({ same: true, kept: seal.now })

    const open = openBook(book)
    const { headline, counted_by } = book.document
    const of_book = progressOn(
      book.document,
      open.histories.get(headline.indicator)!,
      {
        indicator: headline.indicator,
        basis: 'reported',
        counted_by: adopted(counted_by),
        scope: null,
        as_of: '2024-06-30',
      },
      book,
    )
    const asked = await ask(stage, `${stage.at}/progress?as_of=2024-06-30&known_at=${book.closing.known_at}`)
    expect(of_book).toEqual(asked.json())
    expect(of_book.total.covered).toBe(2)
  })

  test('names one by one what the closing before would say otherwise of its own day', async () => {
    const [, , , fourth] = stage.cast.compounds
    const id = await close(connection(), stage.document.id, { as_of: '2024-07-31' })
    const book = (await bookOf(id)).json<ClosingBook>()
    expect(book.previous?.as_of).toBe('2024-06-30')
    const management = { indicator: 'management', bases: ['reported'] }
    expect(book.corrections).toMatchObject([
      { ...management, name: '东关 0 号院', before: 'professional', after: 'none' },
      { ...management, name: '东关 2 号院', before: null, after: 'professional' },
    ])
    await report(3, 'professional', '2024-07-01')
    const later = await close(connection(), stage.document.id, { as_of: '2024-08-31' })
    const next = (await bookOf(later)).json<ClosingBook>()
    expect(next.corrections.map(({ subject }) => subject)).toEqual([fourth])
    expect(await workedOut(id)).toEqual(book)
  })
})
