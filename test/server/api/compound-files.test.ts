import { readXlsx } from 'hucre'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { write } from '../../helpers/plans.ts'
import { ask, openStage, type Stage } from './stage.ts'

const MORE = 501

/** The rows below the head of a file, by its format. */
const ROWS_OF = {
  csv: (body: Buffer) => body.toString().trimEnd().split('\r\n').slice(1),
  geojson: (body: Buffer) => JSON.parse(body.toString()).features as unknown[],
  xlsx: async (body: Buffer) => (await readXlsx(body)).sheets[0]!.rows.slice(1),
}
const FORMATS = Object.keys(ROWS_OF) as (keyof typeof ROWS_OF)[]

eachEngine('the ledger as a file', connection => {
  let stage: Stage
  let all: number
  beforeAll(async () => {
    stage = await openStage(connection())
    await write(connection(), stage.document.id, async (trx, at) => {
      const codes = Array.from({ length: MORE }, (_, i) => ({ kind: 'compound' as const, code: `more-${i}` }))
      const added = await addSubjects(trx, at, codes)
      const name = { indicator: 'name', value: '东关小区', effective_on: '2024-03-11' }
      await addObservations(
        trx,
        at,
        added.map(subject => ({ subject, ...name })),
      )
    })
    all = stage.cast.compounds.length + MORE
  })
  afterAll(() => stage.close())

  const rowsOf = async (format: keyof typeof ROWS_OF, more = '') => {
    const { statusCode, rawPayload } = await ask(stage, `${stage.at}/compounds?format=${format}${more}`)
    expect(statusCode).toBe(200)
    return ROWS_OF[format](rawPayload)
  }

  test.each(FORMATS)('a %s file has every compound, however many there are', async format => {
    expect(await rowsOf(format)).toHaveLength(all)
  })

  test.each(FORMATS)('a %s file has as many as were asked for', async format => {
    expect(await rowsOf(format, '&limit=7')).toHaveLength(7)
  })

  test('a list ends after 500 and says where it goes on', async () => {
    const first = (await ask(stage, `${stage.at}/compounds`)).json()
    expect(first.compounds).toHaveLength(500)
    const rest = (await ask(stage, `${stage.at}/compounds?format=json&cursor=${first.next}`)).json()
    expect([rest.compounds.length, rest.next]).toEqual([all - 500, null])
  })
})
