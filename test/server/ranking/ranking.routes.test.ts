import { expect, test } from 'vitest'
import { type Ranking, REASONS_PER_ROW } from '#core/api/ranking.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { addDivisions, addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { write } from '../../helpers/plans.ts'
import { ask, openStage, type Stage } from '../api/stage.ts'

const BASIS = 'basis=reported'

eachEngine('the ranking of a plan, asked over the wire', connection => {
  const rank = async (stage: Stage, query: string) => {
    const answer = await ask(stage, `${stage.at}/ranking?${query}`)
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json() as Ranking
  }

  test('六个小区10月9日划到东关并进驻：东关排第一，原因六条；按此前的截数时间问，还是那时的名次', async () => {
    const stage = await openStage(connection())
    const before = await rank(stage, `of=community&${BASIS}`)
    await write(connection(), stage.document.id, async (trx, at) => {
      const [quarter] = await addSubjects(trx, at, [{ kind: 'division', code: 'd' }])
      await addDivisions(trx, [{ id: quarter!, level: 'community', parent: stage.cast.county }])
      await addObservations(trx, at, [
        { subject: quarter!, indicator: 'name', value: '东关', effective_on: '2024-03-10' },
      ])
      for (const [subject, effective_on] of stage.cast.compounds.map(id => [id, '2024-10-09'] as const))
        await addObservations(trx, at, [
          { subject, indicator: 'management', value: 'professional', effective_on },
          { subject, indicator: 'community', value: String(quarter), effective_on },
        ])
    })
    const now = await rank(stage, `of=community&${BASIS}`)
    expect(now.rows[0]).toMatchObject({ name: '东关', rank: 1, rank_before: null, covered: 6, total: 6, reasons_of: 6 })
    expect(now.rows[0]!.reasons[0]).toMatchObject({
      kind: 'joined',
      day: '2024-10-09',
      before: null,
      now: 'professional',
    })
    expect(now.rows.length).toBe(4)
    expect(now.rows_of).toBe(4)
    expect(now.rows[0]!.reasons.length).toBeLessThanOrEqual(REASONS_PER_ROW)
    const then = await rank(stage, `of=community&${BASIS}&known_at=${before.known_at}`)
    expect(then).toEqual(before)
    await stage.close()
  })

  test('问不成的都有说法：没有的级别、没有的指标、起止颠倒、不在方案里的日子', async () => {
    const stage = await openStage(connection())
    const asked: [string, number, string][] = [
      ['', 400, 'bad_request'],
      ['of=village', 400, 'bad_request'],
      ['of=community&indicator=no_such', 404, 'unknown_indicator'],
      ['of=community&as_of=2024-05-01&since=2024-06-01', 400, 'range_reversed'],
      ['of=community&since=1999-01-01', 400, 'day_out_of_range'],
      ['of=community&since=2024-02-31', 400, 'day_out_of_range'],
      ['of=community&counted_by=heads', 400, 'bad_request'],
    ]
    for (const [query, status, code] of asked) {
      const answer = await ask(stage, `${stage.at}/ranking?${query}`)
      expect([query, answer.statusCode, answer.json().code]).toEqual([query, status, code])
    }
    await stage.close()
  })
})
