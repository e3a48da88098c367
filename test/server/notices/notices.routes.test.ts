import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Notice, PublicNotice } from '#core/api/notices.ts'
import { addContact } from '../../../server/contacts/contacts.queries.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { write } from '../../helpers/plans.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'
import { around, DAY, openScene, type Scene } from '../closings/cast.ts'

const KIND = 'result'
const DAYS = { from_on: '2024-10-17', to_on: '2024-10-23' }

eachOwnEngine('公示', connection => {
  let stage: Stage
  let scene: Scene
  let closing: number
  const at = () => `/api/plans/${scene.plan}/notices`

  /** Figures of a kind of notice, signed off by three people; up to a step where one is named. */
  const closed = async (purpose: string, until: 'confirmed' | 'signed' = 'signed', said = {}) => {
    const { propose, step } = around(connection(), scene)
    const id = await propose('zhao', { purpose, ...said })
    await step('qian', id, 'confirmed')
    if (until === 'confirmed') return id
    await step('zhao', id, 'reviewed')
    await step('qian', id, 'signed')
    return id
  }
  const body = (more: object = {}) => ({
    template: KIND,
    closing,
    title: '完成情况公示',
    place: '东关社区公告栏',
    ...DAYS,
    ...more,
  })
  const hang = async (more: object = {}) => {
    const answer = await post(stage, at(), body(more))
    expect(answer.statusCode, answer.body).toBe(201)
    return answer.json<{ id: number }>().id
  }
  const noticeOf = async (id: number) => (await ask(stage, `${at()}/${id}`)).json<Notice>()
  const publicOf = async (token: string) => (await ask(stage, `/api/notices/${token}`)).json<PublicNotice>()

  beforeAll(async () => {
    stage = await openStage(connection())
    scene = await openScene(connection())
    closing = await closed(KIND)
  }, 120_000)
  afterAll(() => stage.close())

  test('签发了的截数贴出来：公开页不用登录，数字是截数那天的，此后怎么填报都不变', async () => {
    const notice = await noticeOf(await hang())
    expect(notice).toMatchObject({ state: 'running', closing, ...DAYS })
    const page = await publicOf(notice.token)
    expect(page).toMatchObject({
      title: '完成情况公示',
      as_of: DAY,
      state: 'running',
      day: { n: 2, of: 7 },
      demo: true,
    })
    const words = page.blocks.flatMap(block => ('text' in block ? [block.text] : [])).join('')
    expect(words).toContain('3')
    expect(words).not.toMatch(/[{}]/)
    await write(connection(), scene.plan, async (trx, { plan, seq }) => {
      const row = { plan, seq, subject: scene.compounds.e1, indicator: 'management', value: 'professional' }
      await trx
        .insertInto('observation')
        .values({ ...row, effective_on: '2024-05-01' })
        .execute()
    })
    expect((await publicOf(notice.token)).blocks).toEqual(page.blocks)
  })

  describe('不能公示的', () => {
    test('没有签发的', async () => {
      const early = await closed('other', 'confirmed')
      expectProblem(await post(stage, at(), body({ closing: early })), 409, 'wrong_state')
    })

    test('别的用途的截数', async () => {
      expectProblem(await post(stage, at(), body({ closing: await closed('meeting') })), 409, 'wrong_state')
    })

    test('方案没有的种类、没有的截数、止日早于起日、方案之外的日子', async () => {
      expectProblem(await post(stage, at(), body({ template: 'nothing' })), 422, 'value_refused')
      expectProblem(await post(stage, at(), body({ closing: 999_999 })), 404, 'unknown_closing')
      expectProblem(await post(stage, at(), body({ to_on: '2024-10-16' })), 422, 'value_refused')
      expectProblem(await post(stage, at(), body({ to_on: '2034-10-16' })), 400, 'day_out_of_range')
    })

    test('写了电话、写了登记过的联系人姓名、用了不认识的占位符', async () => {
      await write(connection(), scene.plan, (trx, open) =>
        addContact(trx, open, scene.compounds.e1, {
          role: 'grid_chief',
          name: '张三丰',
          phone: null,
          from_on: '2024-03-11',
        }),
      )
      const before = (await ask(stage, at())).json<Notice[]>().length
      expectProblem(await post(stage, at(), body({ title: '咨询 138 0013 8000' })), 422, 'value_refused')
      expectProblem(await post(stage, at(), body({ title: '由张三丰负责' })), 422, 'value_refused')
      const { text } = (await noticeOf(await hang())) as Notice
      const wrong = { ...text, blocks: [{ kind: 'paragraph', text: '共 {没有这个} 个' }] }
      const refused = await post(stage, at(), body({ text: wrong }))
      expectProblem(refused, 422, 'template_refused')
      expect(refused.json().faults[0].value).toBe('没有这个')
      expect((await ask(stage, at())).json<Notice[]>()).toHaveLength(before + 1)
    })
  })

  test('异议记下、答复一次；公开页只有条数和答复，异议里的姓名电话不出去', async () => {
    const id = await hang()
    const steps = `${at()}/${id}/steps`
    const said = await post(stage, steps, { kind: 'objection', text: '王大妈 13800138000：我们院没人打扫' })
    expect(said.statusCode).toBe(201)
    const objection = said.json().id
    expectProblem(
      await post(stage, steps, { kind: 'answered', answers: objection, text: '已联系李四 13900139000' }),
      422,
      'value_refused',
    )
    expect(
      (await post(stage, steps, { kind: 'answered', answers: objection, text: '已督促物业每日清扫。' })).statusCode,
    ).toBe(201)
    expectProblem(
      await post(stage, steps, { kind: 'answered', answers: objection, text: '再答一次' }),
      409,
      'wrong_state',
    )
    const { token } = await noticeOf(id)
    const open = await ask(stage, `/api/notices/${token}`)
    expect(open.json()).toMatchObject({
      objections: { received: 1, answered: 1 },
      answers: [{ text: '已督促物业每日清扫。' }],
    })
    expect(open.body).not.toMatch(/王大妈|1380013|account|local|zhao/)
  })

  test('撤回要说原因，公开页照实说已撤回；撤回以后只能再记异议', async () => {
    const id = await hang()
    const steps = `${at()}/${id}/steps`
    expectProblem(await post(stage, steps, { kind: 'withdrawn' }), 422, 'value_refused')
    expectProblem(await post(stage, steps, { kind: 'taken_down' }), 422, 'value_refused')
    expect((await post(stage, steps, { kind: 'withdrawn', text: '底数有误，更正后再公示' })).statusCode).toBe(201)
    expectProblem(await post(stage, steps, { kind: 'withdrawn', text: '再撤一次' }), 409, 'wrong_state')
    expect((await publicOf((await noticeOf(id)).token)).state).toBe('withdrawn')
  })

  test('同一次提交发两遍，只贴一份；没有的地址说没有', async () => {
    const headers = { 'idempotency-key': `notice-${scene.plan}` }
    const first = await post(stage, at(), body(), headers)
    const again = await post(stage, at(), body(), headers)
    expect(again.json()).toEqual(first.json())
    expectProblem(await ask(stage, '/api/notices/AAAAAAAAAAAAAAAAAAAAAA'), 404, 'unknown_notice')
    expectProblem(await ask(stage, '/api/notices/short'), 400, 'bad_request')
    expectProblem(await ask(stage, `${at()}/999999`), 404, 'unknown_notice')
  })

  test('贴出的改不了、删不掉', async () => {
    const id = await hang()
    await post(stage, `${at()}/${id}/steps`, { kind: 'objection', text: '有异议' })
    const { db } = connection()
    for (const statement of [
      db.updateTable('public_notice').set({ title: '改了' }),
      db.deleteFrom('public_notice'),
      db.updateTable('notice_step').set({ text: '改了' }),
      db.deleteFrom('notice_step'),
    ])
      await expect(statement.execute()).rejects.toMatchObject({ constraint: 'append_only' })
  })
})
