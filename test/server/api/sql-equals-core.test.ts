import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Division } from '#core/api/plans.ts'
import type { Timeline } from '#core/api/timeline.ts'
import { curveOf } from '#core/coverage/curve.ts'
import { mergeTail, readTimeline } from '#core/coverage/history.ts'
import { progressOn } from '#core/coverage/progress.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { playWrite } from '../../helpers/play-story.ts'
import { story } from '../../helpers/random-history.ts'
import { ask, openStage } from './stage.ts'

const RUNS = Number(process.env.PROPERTY_RUNS ?? 4)
const INDICATORS = ['coverage', 'management', 'unit_yard', 'standard_met']
const DAYS = ['2024-03-11', '2024-06-30', '2024-07-01', '2024-10-18', '2024-12-31']

eachOwnEngine('the wall counts from the timeline what the database counts', connection => {
  test('progress and curve agree for every indicator, basis, scope, weight and day', async () => {
    await fc.assert(
      fc.asyncProperty(story, async writes => {
        const stage = await openStage(connection())
        const { document, cast } = stage
        const read = async <T>(path: string): Promise<T> => {
          const answer = await ask(stage, `${stage.at}/${path}`)
          expect(answer.statusCode, answer.body).toBe(200)
          return answer.json()
        }
        const half = writes.length >> 1
        const told: Parameters<typeof playWrite>[3] = []
        for (const acts of writes.slice(0, half)) await playWrite(connection(), document, cast, told, acts)
        const early = await read<Timeline>('timeline?indicator=coverage')
        for (const acts of writes.slice(half)) await playWrite(connection(), document, cast, told, acts)
        const { divisions } = await read<{ divisions: Division[] }>('divisions?format=json')
        for (const [i, indicator] of INDICATORS.entries()) {
          const timeline = await read<Timeline>(`timeline?indicator=${indicator}`)
          const history = readTimeline(timeline)
          for (const basis of ['reported', 'verified'] as const)
            for (const [n, as_of] of DAYS.entries()) {
              const counted_by = (['count', 'households', 'floor_area'] as const)[(i + n) % 3]!
              const scope = [null, cast.county, cast.communities[n % 3]!][(i + n) % 3]!
              const question = { indicator, basis, counted_by, scope }
              const query = `indicator=${indicator}&basis=${basis}&counted_by=${counted_by}${scope === null ? '' : `&scope=${scope}`}`
              expect(await read(`progress?${query}&as_of=${as_of}`)).toEqual(
                plain(progressOn(document, history, { ...question, as_of }, { divisions })),
              )
              const range = { from: DAYS[0]!, to: as_of }
              expect(sorted(await read(`curve?${query}&from=${range.from}&to=${range.to}`))).toEqual(
                sorted(plain(curveOf(document, history, { ...question, ...range }, { divisions }))),
              )
            }
        }
        const tail = await read<Timeline>(`timeline?indicator=coverage&since=${early.seq}`)
        const whole = readTimeline(await read<Timeline>('timeline?indicator=coverage'))
        const merged = mergeTail(readTimeline(early), tail)
        for (const as_of of DAYS) {
          const question = {
            indicator: 'coverage',
            basis: 'reported',
            counted_by: 'count',
            scope: null,
            as_of,
          } as const
          expect(progressOn(document, merged, question, { divisions })).toEqual(
            progressOn(document, whole, question, { divisions }),
          )
        }
        await stage.close()
      }),
      { numRuns: RUNS },
    )
  }, 300_000)
})

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** Days on which nothing changed may be listed or left out: only those with another figure than the day before count. */
function sorted({ days, total, covered, by_value, ...rest }: ReturnType<typeof curveOf>) {
  const series = Object.keys(by_value)
    .filter(id => by_value[id]!.some(n => n !== 0))
    .sort()
  const figures = days.map((_, i) => [total[i], covered[i], ...series.map(id => by_value[id]![i])])
  const steps = days
    .map((day, i) => ({ day, figures: figures[i]! }))
    .filter((each, i) => i === 0 || JSON.stringify(each.figures) !== JSON.stringify(figures[i - 1]))
  return { ...rest, series, curve: steps }
}
