import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../helpers/engines.ts'
import { ask, openStage, post, type Stage } from './stage.ts'

eachEngine('every route answers', (connection, engine) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())
  const read = async (path: string) => {
    const answer = await ask(stage, `${stage.at}${path}`)
    expect(answer.statusCode, answer.body).toBe(200)
    return answer
  }

  test('health and readiness', async () => {
    expect((await ask(stage, '/api/health')).json()).toMatchObject({
      status: 'ok',
      engine,
      postgis: expect.stringMatching(/^3\./),
    })
    expect((await ask(stage, '/api/ready')).json()).toEqual({ status: 'ready' })
  })

  test('plans, a plan and its document', async () => {
    const plans = (await ask(stage, '/api/plans')).json()
    expect(plans).toContainEqual(
      expect.objectContaining({ id: stage.document.id, today: '2024-10-18', demo: true, bbox: null }),
    )
    expect((await read('')).json()).toMatchObject({
      id: stage.document.id,
      document: { headline: { indicator: 'coverage' } },
    })
  })

  test('divisions as a list and as GeoJSON, of one level where it is named', async () => {
    const { divisions, organisations } = (await read('/divisions?format=json')).json()
    expect(divisions.map((division: { level: string }) => division.level).sort()).toEqual([
      'community',
      'community',
      'community',
      'county',
    ])
    expect(organisations).toEqual([])
    expect((await read('/divisions?level=county')).json()).toMatchObject({
      type: 'FeatureCollection',
      features: [{ geometry: null }],
    })
  })

  test('the ledger, a page of compounds, and one of them with its history', async () => {
    expect((await read('/ledger')).json().compounds).toHaveLength(6)
    const first = (await read('/compounds?limit=4')).json()
    expect(first.compounds).toHaveLength(4)
    const rest = (await read(`/compounds?limit=4&cursor=${first.next}`)).json()
    expect([rest.compounds.length, rest.next]).toEqual([2, null])
    expect((await read(`/compounds?division=${stage.cast.communities[0]}`)).json().compounds).toHaveLength(2)
    expect(
      (await read(`/compounds?division=${stage.cast.county}&q=${encodeURIComponent('0 号')}`)).json().compounds,
    ).toHaveLength(1)
    const one = (await read(`/compounds/${stage.cast.compounds[2]}`)).json()
    expect(one).toMatchObject({
      kind: 'compound',
      name: '东关 2 号院',
      compound: { member: 'baseline', households: 102, at: null },
    })
    expect(one.history.map((row: { indicator: string }) => row.indicator)).toContain('roster')
  })

  test.each([
    ['csv', 'text/csv; charset=utf-8'],
    ['geojson', 'application/geo+json; charset=utf-8'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('compounds as a %s file', async (format, type) => {
    const { headers, rawPayload } = await read(`/compounds?format=${format}`)
    expect(headers['content-type']).toBe(type)
    expect(headers['content-disposition']).toContain(`.${format}"`)
    expect(rawPayload.length).toBeGreaterThan(200)
  })

  test('progress, the curve and the timeline', async () => {
    expect((await read('/progress')).json()).toMatchObject({
      as_of: '2024-10-18',
      total: { covered: 0, total: 6, unreported: 6 },
    })
    expect((await read('/curve')).json()).toMatchObject({ from: '2024-03-11', to: '2024-10-18', total: [6] })
    const timeline = (await read('/timeline')).json()
    expect(Object.keys(timeline.indicators)).toEqual(['roster', 'management'])
  })

  test('an observation is written, seen at once, verified, corrected and withdrawn', async () => {
    const [subject] = stage.cast.compounds
    const row = {
      subject,
      indicator: 'management',
      value: 'professional',
      effective_on: '2024-05-02',
      evidence: ['合同'],
      note: '进驻',
    }
    const written = await post(stage, `${stage.at}/observations`, row)
    expect([written.statusCode, Object.keys(written.json())]).toEqual([201, ['id', 'seq', 'recorded_at']])
    const { id, seq } = written.json()
    const covered = async (basis: string) => (await read(`/progress?basis=${basis}`)).json().total.covered
    expect([await covered('reported'), await covered('verified')]).toEqual([1, 0])
    expect((await post(stage, `${stage.at}/observations/${id}/verification`, { verdict: 'verified' })).statusCode).toBe(
      201,
    )
    expect([await covered('reported'), await covered('verified')]).toEqual([1, 1])
    const tail = (await read(`/timeline?since=${seq - 1}`)).json()
    expect([tail.since, tail.subjects]).toEqual([seq - 1, [subject]])
    const corrected = (await post(stage, `${stage.at}/observations`, { ...row, value: 'none', replaces: id })).json()
    expect([await covered('reported'), await covered('verified')]).toEqual([0, 0])
    await post(stage, `${stage.at}/observations`, { ...row, value: null, replaces: corrected.id })
    const { history } = (await read(`/compounds/${subject}`)).json()
    expect(history.slice(0, 3).map((each: { state: string }) => each.state)).toEqual([
      'withdrawn',
      'withdrawn',
      'replaced',
    ])
  })

  test('events go to who can read them', async () => {
    const answer = await ask(stage, `${stage.at}/events`, { headers: { accept: 'application/json' } })
    expect(answer.statusCode).toBe(406)
  })

  test('headers: no framing, no foreign sources, no sniffing', async () => {
    const { headers } = await read('')
    expect(headers['content-security-policy']).toContain("default-src 'self'")
    expect(headers['content-security-policy']).not.toMatch(/unsafe|http:/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })
})
