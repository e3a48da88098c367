import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AreaVerdict, NewDraft } from '#core/api/areas.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'
import { addCompounds, draftOf, publish, submitted } from './stage.ts'

type Ring = unknown[]
const W = 112
const S = 34
const ring = (...points: [number, number][]): Ring => {
  const all = points.map(([x, y]) => [W + x / 1000, S + y / 1000])
  return [...all, all[0]!]
}
const SQUARE = ring([0, 0], [1, 0], [1, 1], [0, 1])
const shell = (...rings: Ring[]) => ({ type: 'MultiPolygon', coordinates: [rings] })
const raw = (coordinates: string) => `{"type":"MultiPolygon","coordinates":[[${coordinates}]]}`
const RAW_SQUARE = (first: string) => raw(`[${first},[112.001,34],[112.001,34.001],[112,34.001],${first}]`)
const circle = (points: number) =>
  shell(
    Array.from({ length: points + 1 }, (_, i) => {
      const turn = (2 * Math.PI * (i % points)) / points
      return [W + 0.002 * Math.cos(turn), S + 0.002 * Math.sin(turn)]
    }),
  )

/** What is no shape at all, before the database is asked: status and code. */
const NO_SHAPES: [string, string | object, string?][] = [
  ['a ring that does not close', shell(SQUARE.slice(0, -1))],
  ['a ring of two points', shell(ring([0, 0], [1, 0]).slice(0, 2))],
  ['a ring of three points', shell(ring([0, 0], [1, 0]))],
  ['a null coordinate', RAW_SQUARE('[null,34]')],
  ['a coordinate of text', RAW_SQUARE('["112",34]')],
  ['a boolean coordinate', RAW_SQUARE('[true,34]')],
  ['NaN', RAW_SQUARE('[NaN,34]')],
  ['1e999', RAW_SQUARE('[1e999,34]')],
  ['a number beyond all measure', RAW_SQUARE('[1e300,34]')],
  ['a third coordinate', RAW_SQUARE('[112,34,7]')],
  ['a coordinate alone', RAW_SQUARE('[112]')],
  ['a polygon without rings', { type: 'Polygon', coordinates: [] }],
  ['a multipolygon without polygons', { type: 'MultiPolygon', coordinates: [] }],
  ['a part without rings', { type: 'MultiPolygon', coordinates: [[]] }],
  ['a polygon', { type: 'Polygon', coordinates: [SQUARE] }],
  ['a point', { type: 'Point', coordinates: [W, S] }],
  ['a line', { type: 'LineString', coordinates: SQUARE }],
  ['a collection', { type: 'GeometryCollection', geometries: [shell(SQUARE)] }, 'unknown_field'],
  ['a feature', { type: 'Feature', properties: {}, geometry: shell(SQUARE) }, 'unknown_field'],
  ['a feature without a geometry', { type: 'Feature', properties: {}, geometry: null }, 'unknown_field'],
  ['text', '"MULTIPOLYGON(((112 34,112.001 34,112 34.001,112 34)))"'],
  ['a list nested 100,000 deep', raw(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
]

/** What is a shape, and no area: the issue, and a word of its sentence. */
const BAD_SHAPES: [string, object, string, RegExp][] = [
  ['a bow-tie', shell(ring([0, 0], [1, 1], [1, 0], [0, 1])), 'shape_invalid', /自相交/],
  ['a spike', shell(ring([0, 0], [1, 0], [2, 0], [1, 0], [1, 1], [0, 1])), 'shape_invalid', /图形无效/],
  ['a hole outside its shell', shell(SQUARE, ring([5, 0], [5, 1], [6, 1], [6, 0])), 'shape_invalid', /图形无效/],
  ['a hole that is its shell', shell(SQUARE, SQUARE), 'shape_invalid', /图形无效/],
  [
    'a shell within a shell',
    {
      type: 'MultiPolygon',
      coordinates: [[ring([0, 0], [4, 0], [4, 4], [0, 4])], [ring([1, 1], [2, 1], [2, 2], [1, 2])]],
    },
    'shape_invalid',
    /图形无效/,
  ],
  ['no area', shell(ring([0, 0], [1, 0], [2, 0], [1, 0])), 'shape_invalid', /图形无效/],
  ['one point said four times', shell(ring([0, 0], [0, 0], [0, 0])), 'shape_invalid', /图形无效/],
  [
    'longitude 181',
    shell([
      [181, 34],
      [181.001, 34],
      [181.001, 34.001],
      [181, 34],
    ]),
    'outside_china',
    /中国范围之外/,
  ],
  [
    'latitude and longitude swapped',
    shell(SQUARE.map(point => [...(point as number[])].reverse())),
    'outside_china',
    /经纬度可能颠倒/,
  ],
  [
    'metres',
    shell([
      [38_500_000, 3_830_000],
      [38_500_100, 3_830_000],
      [38_500_100, 3_830_100],
      [38_500_000, 3_830_000],
    ]),
    'outside_china',
    /中国范围之外/,
  ],
  ['10,001 points', circle(10_000), 'too_many_points', /10000/],
  ['20,000 points', circle(20_000), 'too_many_points', /10000/],
]

eachEngine('a bad shape', connection => {
  let stage: Stage
  let picks: number[]
  beforeAll(async () => {
    stage = await openStage(connection())
    picks = await addCompounds(connection(), stage.document.id, [{ name: '无图院', shape: null }])
  })
  afterAll(() => stage.close())

  const stored = () =>
    Promise.all(
      (['area_draft', 'area_revision'] as const).map(
        async table => (await connection().db.selectFrom(table).selectAll().execute()).length,
      ),
    )
  const check = (shape: string | object) =>
    ask(stage, `${stage.at}/areas/check`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      payload: `{"kind":"management_area","ground":"enclosed","picks":[],"shape":${typeof shape === 'string' ? shape : JSON.stringify(shape)}}`,
    })

  test.each(NO_SHAPES)('%s is 400, and reaches no database', async (_name, shape, code = 'bad_request') => {
    const before = await stored()
    expectProblem(await check(shape), 400, code)
    expect(await stored()).toEqual(before)
  })

  test('a crs member is an unknown field', async () => {
    expectProblem(
      await check({ ...shell(SQUARE), crs: { type: 'name', properties: { name: 'EPSG:3857' } } }),
      400,
      'unknown_field',
    )
  })

  describe.each(BAD_SHAPES)('%s', (_name, shape, code, sentence) => {
    test(`is the issue ${code}, at a place`, async () => {
      const answer = await check(shape)
      expect(answer.statusCode, answer.body).toBe(200)
      const { issues, contents } = answer.json() as AreaVerdict
      expect(issues[0]).toMatchObject({ code, at: [expect.any(Number), expect.any(Number)] })
      expect(contents).toMatchObject({ m2: 0, compounds: [], straddling: [] })
    })

    test('is kept as a draft, and refused when published, with a sentence', async () => {
      const open = (shape as { coordinates: number[][][][] }).coordinates.map(([outer, ...holes]) => ({
        shell: outer!.slice(0, -1),
        holes: holes.map(hole => hole.slice(0, -1)),
      }))
      const draft = await submitted(stage, draftOf(null, { picks, shape: open as NewDraft['shape'] }))
      const before = await connection().db.selectFrom('area_revision').select('area').execute()
      const answer = await publish(stage, draft)
      expectProblem(answer, 422, 'area_refused')
      expect(answer.json().detail).toMatch(sentence)
      expect(answer.json().faults[0].code).toBe(code)
      expect(await connection().db.selectFrom('area_revision').select('area').execute()).toEqual(before)
      const kept = await ask(stage, `${stage.at}/areas/drafts/${draft.id}`)
      expect(kept.json()).toMatchObject({ state: 'submitted', shape: open })
    })
  })

  test('a point said twice in a row is said once', async () => {
    const doubled = shell(SQUARE.flatMap(point => [point, point]))
    const verdict = (await check(doubled)).json() as AreaVerdict
    expect(verdict.issues.map(({ code }) => code)).not.toContain('shape_invalid')
    const half = [
      { shell: SQUARE.slice(0, -1).flatMap(point => [point, point]), holes: [] },
    ] as unknown as NewDraft['shape']
    const answer = await publish(stage, await submitted(stage, draftOf(null, { picks, shape: half })))
    expect(answer.statusCode, answer.body).toBe(200)
    const page = (await ask(stage, `${stage.at}/areas/${answer.json().area}?as_of=2024-05-02`)).json()
    expect(page.area.shape).toEqual(shell(SQUARE))
  })

  test.each<[string, object, string]>([
    ['an unknown kind', { kind: 'park' }, 'bad_request'],
    ['picks of text', { picks: ['1'] }, 'bad_request'],
    ['a version of its own', { version: 7 }, 'unknown_field'],
    ['a day of another shape', { effective_on: '2.5.2024' }, 'bad_request'],
    ['a day that is none', { effective_on: '2024-02-31' }, 'day_out_of_range'],
  ])('%s is 400', async (_name, more, code) => {
    const body = { kind: 'management_area', shape: null, picks: [], ground: null, ...more }
    expectProblem(await post(stage, `${stage.at}/areas/check`, body), 400, code)
  })
})
