import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Draft, SaveDraft } from '#core/api/areas.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { box } from '../../helpers/metres.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'
import { addCompounds, DAY, draftOf, drawn, publish, published, submitted } from './stage.ts'

eachEngine('a draft and its way', connection => {
  let stage: Stage
  let n = 0
  let yard: number
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  const here = (shape: Parameters<typeof drawn>[0]) => drawn(shape, [112 + 0.1 * n, 34])
  const shape = () => here(box(0, 0, 100, 60))
  async function draw(more = {}): Promise<Draft> {
    n += 1
    ;[yard] = (await addCompounds(connection(), stage.document.id, [{ name: '东院', shape: null }])) as [number]
    const answer = await post(stage, `${stage.at}/areas/drafts`, draftOf(shape(), { picks: [yard], ...more }))
    expect(answer.statusCode, answer.body).toBe(201)
    return answer.json()
  }
  const at = ({ id }: Draft, step = '') => `${stage.at}/areas/drafts/${id}${step}`
  const bodyOf = ({
    kind,
    name,
    town,
    community,
    shape,
    picks,
    ground,
    ground_note,
    shared_facilities,
    files,
  }: Draft) => ({ kind, name, town, community, shape, picks, ground, ground_note, shared_facilities, files })
  const save = (draft: Draft, change: Partial<SaveDraft> = {}) =>
    ask(stage, at(draft), {
      method: 'PUT',
      payload: JSON.stringify({ ...bodyOf(draft), version: draft.version, ...change }),
      headers: { 'content-type': 'application/json' },
    })
  const step = async (draft: Draft, verb: string, body: object, status = 200): Promise<Draft> => {
    const answer = await post(stage, at(draft, `/${verb}`), body)
    expect(answer.statusCode, answer.body).toBe(status)
    return answer.json()
  }

  describe('a draft', () => {
    test('keeps every digit and every half-drawn part, and is found again', async () => {
      const half = [
        {
          shell: [
            [112.1234567890123, 34],
            [112.2, 34.1],
          ],
          holes: [[]],
        },
      ] as unknown as SaveDraft['shape']
      const draft = await draw({ shape: half, ground: null })
      expect(draft).toMatchObject({
        shape: half,
        version: 1,
        state: 'drawing',
        account: 'local',
        steps: [],
        picks: [yard],
      })
      expect((await ask(stage, at(draft))).json()).toEqual(draft)
      const { drafts } = (await ask(stage, `${stage.at}/areas/drafts`)).json()
      expect(drafts.map((each: Draft) => each.id)).toContain(draft.id)
      expect((await ask(stage, `${stage.at}/areas/drafts?state=returned`)).json().drafts).toEqual([])
    })

    test('sent twice with one key is one draft', async () => {
      const body = draftOf(shape(), { name: '两次' })
      const key = { 'idempotency-key': 'draft-sent-twice' }
      const first = await post(stage, `${stage.at}/areas/drafts`, body, key)
      const second = await post(stage, `${stage.at}/areas/drafts`, body, key)
      expect(second.json()).toEqual(first.json())
      expectProblem(await post(stage, `${stage.at}/areas/drafts`, draftOf(null), key), 409, 'key_reused')
    })

    test('is saved from the version it was made from; an older one is answered with what stands, and changes nothing', async () => {
      const draft = await draw()
      const mine = await save(draft, { name: '我的' })
      expect(mine.json()).toMatchObject({ name: '我的', version: 2 })
      const theirs = await save(draft, { name: '另一个人的', shape: null })
      expectProblem(theirs, 409, 'area_changed')
      expect(theirs.json().current).toMatchObject({ version: 2, account: 'local', shape: shape() })
      expect((await ask(stage, at(draft))).json()).toMatchObject({ name: '我的', version: 2 })
    })

    test('of no such number, of another plan, of a plan that is none', async () => {
      expectProblem(await ask(stage, `${stage.at}/areas/drafts/987654`), 404, 'unknown_draft')
      const other = await openStage(connection())
      const draft = await draw()
      expectProblem(await ask(stage, `${other.at}/areas/drafts/${draft.id}`), 404, 'unknown_draft')
      await other.close()
      expectProblem(await ask(stage, '/api/plans/none/areas/drafts'), 404, 'unknown_plan')
      expectProblem(await post(stage, '/api/plans/none/areas/drafts', draftOf(null)), 404, 'unknown_plan')
    })

    test.each<[string, object]>([
      ['a state', { state: 'published' }],
      ['a version', { version: 7 }],
      ['an account', { account: 'office' }],
    ])('sent with %s is refused', async (_name, more) => {
      const answer = await post(stage, `${stage.at}/areas/drafts`, { ...draftOf(null), ...more })
      expectProblem(answer, 400, 'unknown_field')
    })
  })

  describe('its way', () => {
    test('submitted, it waits as it is; withdrawn, it is drawn on', async () => {
      const draft = await draw()
      const sent = await step(draft, 'submit', { version: 1, text: '请审' })
      expect(sent).toMatchObject({ state: 'submitted', version: 2 })
      expectProblem(await save(sent), 409, 'wrong_state')
      const back = await step(sent, 'withdraw', { version: 2 })
      expect(back.state).toBe('drawing')
      expect((await save(back)).statusCode).toBe(200)
      expect(back.steps.map(({ kind, text }) => [kind, text])).toEqual([
        ['submitted', '请审'],
        ['withdrawn', null],
      ])
    })

    test('returned with the reason and remarks on the map, mended and sent again', async () => {
      const draft = await draw()
      const sent = await step(draft, 'submit', { version: 1 })
      const back = await step(sent, 'return', {
        version: 2,
        text: '东侧越过了路',
        comments: [{ at: [112.1, 34.0005], text: '这里' }],
      })
      expect(back.state).toBe('returned')
      expect(back.steps.slice(1)).toMatchObject([
        { kind: 'returned', text: '东侧越过了路', at: null },
        { kind: 'comment', text: '这里', at: [112.1, 34.0005], account: 'local', account_name: '本机' },
      ])
      const mended = (await save(back)).json()
      expect((await step(mended, 'submit', { version: mended.version })).state).toBe('submitted')
    })

    test('put out for notice, objected to, published', async () => {
      const draft = await draw()
      const sent = await step(draft, 'submit', { version: 1 })
      const days = { place: '东关社区公告栏', from_on: '2024-05-01', to_on: '2024-05-08' }
      expectProblem(await post(stage, at(draft, '/objection'), { at: null, text: '不同意' }), 409, 'wrong_state')
      const backwards = { version: 2, ...days, to_on: '2024-04-30' }
      expectProblem(await post(stage, at(draft, '/notice'), backwards), 400, 'range_reversed')
      const out = await step(sent, 'notice', { version: 2, ...days })
      await step(out, 'objection', { at: null, text: '不同意' })
      const answer = await publish(stage, out)
      expect(answer.json()).toMatchObject({ version: 1 })
      const closed = (await ask(stage, at(draft))).json() as Draft
      expect(closed.state).toBe('published')
      expect(closed.steps.map(({ kind }) => kind)).toEqual(['submitted', 'notice', 'objection', 'published'])
      expect(closed.steps[1]).toMatchObject(days)
      expectProblem(await post(stage, at(draft, '/comment'), { at: null, text: '晚了' }), 409, 'wrong_state')
    })

    test('discarded it goes nowhere any more', async () => {
      const draft = await draw()
      const gone = await step(draft, 'discard', { version: 1 })
      expect(gone.state).toBe('discarded')
      for (const verb of ['submit', 'discard', 'withdraw'])
        expectProblem(await post(stage, at(draft, `/${verb}`), { version: 2 }), 409, 'wrong_state')
    })

    test('a step names the version that was seen', async () => {
      const draft = await draw()
      await save(draft, { name: '改过' })
      const answer = await post(stage, at(draft, '/submit'), { version: 1 })
      expectProblem(answer, 409, 'area_changed')
      expect(answer.json().current.version).toBe(2)
    })
  })

  describe('published', () => {
    test('an area is in the list, with what it holds, and on its page with what it gained and lost', async () => {
      n += 1
      const [east, west] = (await addCompounds(connection(), stage.document.id, [
        { name: '东院', shape: here(box(10, 10, 50, 50)) },
        { name: '西院', shape: here(box(120, 10, 150, 50)) },
      ])) as [number, number]
      const area = await published(stage, draftOf(shape(), { name: '甲园', shared_facilities: '锅炉房' }), '2024-03-01')
      const wider = draftOf(here(box(0, 0, 160, 50)), { name: '甲园', area, based_on: 1 })
      await published(stage, wider, '2024-06-01')

      const list = async (query = '') =>
        (await ask(stage, `${stage.at}/areas${query}`)).json().areas.find((each: { id: number }) => each.id === area)
      expect(await list('?as_of=2024-02-29')).toBeUndefined()
      expect(await list('?as_of=2024-04-01')).toMatchObject({
        name: '甲园',
        kind: 'management_area',
        version: 2,
        from_on: '2024-03-01',
        to_on: '2024-06-01',
        compounds: [east],
        shared_facilities: '锅炉房',
        shape: shape(),
      })
      expect(await list('?as_of=2024-06-01')).toMatchObject({
        from_on: '2024-06-01',
        to_on: null,
        compounds: [east, west],
      })

      const page = (await ask(stage, `${stage.at}/areas/${area}?as_of=2024-06-01`)).json()
      expect(page.area.shape).toEqual(here(box(0, 0, 160, 50)))
      expect(page.revisions).toMatchObject([
        { revision: 1, retired: false, lost_m2: null, account: 'local' },
        { revision: 2, retired: false },
      ])
      expect(page.revisions[0].gained_m2).toBeCloseTo(6000, -1)
      expect(page.revisions[1].gained_m2).toBeCloseTo(3000, -1)
      expect(page.revisions[1].lost_m2).toBeCloseTo(1000, -1)
      const subject = (await ask(stage, `${stage.at}/compounds/${east}?as_of=2024-06-01`)).json()
      expect(subject.area).toEqual({ id: area, name: '甲园', kind: 'management_area' })
    })

    test('what was known before stays known so', async () => {
      const draft = await draw()
      const sent = await step(draft, 'submit', { version: 1 })
      const { known_at } = (await ask(stage, `${stage.at}/ledger`)).json()
      const { area } = (await publish(stage, sent)).json()
      const then = async (moment: string) =>
        (await ask(stage, `${stage.at}/areas?known_at=${moment}`)).json().areas.map((each: { id: number }) => each.id)
      expect(await then(known_at)).not.toContain(area)
      expectProblem(await ask(stage, `${stage.at}/areas/${area}?known_at=${known_at}`), 404, 'unknown_area')
      const first = (await ask(stage, `${stage.at}/ledger`)).json().known_at
      const ended = await post(stage, `${stage.at}/areas/${area}/retire`, {
        version: 1,
        effective_on: DAY,
        reason: '划错了',
      })
      expect(ended.json()).toMatchObject({ area, version: 2 })
      expect(await then(first)).toContain(area)
      expect(await then((await ask(stage, `${stage.at}/ledger`)).json().known_at)).not.toContain(area)
      const page = (await ask(stage, `${stage.at}/areas/${area}`)).json()
      expect(page.revisions.at(-1)).toMatchObject({ retired: true, note: '划错了', shape: null })
      expect(page.revisions.at(-1).lost_m2).toBeCloseTo(6000, -1)
    })

    test('over somebody else’s replacement it is refused with theirs, and the draft stays', async () => {
      await draw()
      const area = await published(stage, draftOf(shape(), { picks: [yard] }))
      const mine = await submitted(stage, draftOf(here(box(0, 0, 90, 60)), { picks: [yard], area, based_on: 1 }))
      const theirs = here(box(0, 0, 95, 60))
      await published(stage, draftOf(theirs, { picks: [yard], area, based_on: 1 }))
      const answer = await publish(stage, mine)
      expectProblem(answer, 409, 'area_changed')
      expect(answer.json().current).toMatchObject({ version: 2, account: 'local', shape: theirs })
      expect((await ask(stage, at(mine))).json()).toMatchObject({ state: 'submitted', version: mine.version })
      const retire = { version: 1, effective_on: DAY, reason: '撤销' }
      expectProblem(await post(stage, `${stage.at}/areas/${area}/retire`, retire), 409, 'area_changed')
    })

    test('an area ends once, and there must be one', async () => {
      await draw()
      const area = await published(stage, draftOf(shape(), { picks: [yard] }))
      const retire = (version: number, id = area) =>
        post(stage, `${stage.at}/areas/${id}/retire`, { version, effective_on: DAY, reason: '撤销' })
      expect((await retire(1)).statusCode).toBe(200)
      expectProblem(await retire(2), 409, 'wrong_state')
      expectProblem(await retire(1, 987_654), 404, 'unknown_area')
      expectProblem(await ask(stage, `${stage.at}/areas/987654`), 404, 'unknown_area')
    })

    test('goes on from an area, and from nothing else', async () => {
      await draw()
      for (const area of [yard, 987_654])
        expectProblem(
          await post(stage, `${stage.at}/areas/drafts`, draftOf(shape(), { picks: [yard], area, based_on: 1 })),
          404,
          'unknown_area',
        )
    })

    test('from a day that is none, or from a state that is not the office’s', async () => {
      const draft = await draw()
      const body = { version: 1, effective_on: DAY }
      expectProblem(await post(stage, at(draft, '/publish'), body), 409, 'wrong_state')
      const sent = await step(draft, 'submit', { version: 1 })
      expectProblem(await publish(stage, sent, '2024-02-31'), 400, 'day_out_of_range')
      expectProblem(await publish(stage, sent, '2031-01-01'), 400, 'day_out_of_range')
    })

    test('everything wrong is said at once, each with its code and a sentence', async () => {
      await draw()
      await published(stage, draftOf(shape(), { name: '甲园', picks: [yard] }))
      const draft = await submitted(stage, draftOf(here(box(50, 0, 150, 60)), { picks: [yard], ground: null }))
      const problem = (await publish(stage, draft)).json()
      expect(problem).toMatchObject({ status: 409, code: 'area_overlaps' })
      expect(problem.detail).toMatch(/与“甲园”重叠 300\d 平方米/)
      expect(problem.at[0]).toBeCloseTo(here(box(75, 0, 76, 1)).coordinates[0]![0]![0]![0]!, 4)
      expect(problem.faults.map((fault: { code: string }) => fault.code)).toEqual([
        'overlap',
        'compound_taken',
        'no_ground',
      ])
    })
  })

  describe('around a drawing', () => {
    test('everything in the window, every digit; a window too wide, reversed or of words is refused', async () => {
      n += 1
      const yardShape = here(box(10, 10, 50, 50))
      const [id] = await addCompounds(connection(), stage.document.id, [{ name: '东院', shape: yardShape }])
      const area = await published(stage, draftOf(shape(), { name: '甲园' }))
      const [west, south] = here(box(-200, -200, 0, 0)).coordinates[0]![0]![0]!
      const look = (window: (number | string)[]) => ask(stage, `${stage.at}/areas/surroundings?bbox=${window}`)
      const found = (await look([west!, south!, west! + 0.01, south! + 0.01])).json()
      expect(found.areas).toEqual([{ id: area, name: '甲园', version: 1, shape: shape() }])
      expect(found.compounds).toEqual([{ id, shape: yardShape }])
      expectProblem(await look([112, 34, 113, 35]), 400, 'bad_request')
      for (const window of [
        [113, 34, 112, 35],
        [112, 34, 113],
        ['a', 'b', 'c', 'd'],
      ])
        expectProblem(await look(window), 400, 'range_reversed')
    })

    test('a boundary is proposed that could be published as it is', async () => {
      n += 1
      const ids = await addCompounds(connection(), stage.document.id, [
        { name: '东院', shape: here(box(10, 10, 50, 50)) },
        { name: '西院', shape: here(box(60, 10, 95, 50)) },
        { name: '外院', shape: here(box(140, 10, 180, 50)) },
      ])
      const picks = ids.slice(0, 2)
      const proposed = (await post(stage, `${stage.at}/areas/propose`, { compounds: picks })).json()
      expect(proposed.reason).toBeNull()
      const answer = await publish(
        stage,
        await submitted(stage, { ...draftOf(null, { picks }), shape: proposed.shape }),
      )
      expect(answer.statusCode, answer.body).toBe(200)
      const page = (await ask(stage, `${stage.at}/areas/${answer.json().area}?as_of=${DAY}`)).json()
      expect(page.area.compounds).toEqual(picks)
      const nobody = await post(stage, `${stage.at}/areas/propose`, { compounds: [987_654] })
      expect(nobody.json()).toEqual({ shape: null, reason: 'nothing_picked' })
    })
  })
})
