import { afterAll, beforeAll, expect, test } from 'vitest'
import { FORGOTTEN_MS, makePresence } from '../../../server/presence/presence.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'

const wang = { id: 'wang', name: '王某' }
const li = { id: 'li', name: '李某' }
const tab = 'tab-0000-1'
const clock = () => {
  let time = 1_000_000
  return { now: () => time, wait: (ms: number) => (time += ms) }
}

test('谁在编辑、从何时起：45 秒没有音讯就不再算在场', () => {
  const { now, wait } = clock()
  const presence = makePresence(now)
  presence.beat('p', wang, { draft: 7, tab })
  const since = now()
  wait(15_000)
  presence.beat('p', wang, { draft: 7, tab })
  expect(presence.at('p')).toMatchObject([{ draft: 7, area: null, name: '王某', since }])
  wait(FORGOTTEN_MS)
  expect(presence.at('p')).toHaveLength(1)
  wait(1)
  expect(presence.at('p')).toEqual([])
  presence.beat('p', wang, { draft: 7, tab })
  expect(presence.at('p')[0]?.since).toBe(now())
})

test('先来的在前，离开的当即不见，别的方案看不到', () => {
  const { now, wait } = clock()
  const presence = makePresence(now)
  presence.beat('p', li, { area: 3, tab })
  wait(1)
  presence.beat('p', wang, { area: 3, tab })
  expect(presence.at('p').map(({ name }) => name)).toEqual(['李某', '王某'])
  presence.beat('p', li, { area: 3, tab, leaving: true })
  expect(presence.at('p').map(({ name }) => name)).toEqual(['王某'])
  expect(presence.at('q')).toEqual([])
})

test('一个账号不能让服务器记住无穷多处', () => {
  const presence = makePresence(clock().now)
  for (let draft = 1; draft <= 500; draft++) presence.beat('p', wang, { draft, tab })
  presence.beat('p', li, { draft: 1, tab })
  expect(presence.at('p').filter(({ account }) => account === 'wang')).toHaveLength(40)
  expect(presence.at('p').filter(({ account }) => account === 'li')).toHaveLength(1)
})

eachOwnEngine('在场', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  const beat = (body: unknown) => post(stage, `${stage.at}/presence`, body)

  test('两个窗口开着同一份草稿，彼此看得见；关掉一个就只剩一个', async () => {
    expect((await beat({ draft: 5, tab: 'window-one' })).json()).toEqual({ editors: [] })
    const seen = await beat({ draft: 5, tab: 'window-two' })
    expect(seen.json().editors).toEqual([
      { draft: 5, area: null, name: '本机', since: expect.stringMatching(/Z$/), own: true },
    ])
    const listed = await ask(stage, `${stage.at}/presence`)
    expect(listed.json().editors).toHaveLength(2)
    expect(listed.body).not.toContain('window-')
    await beat({ draft: 5, tab: 'window-one', leaving: true })
    expect((await beat({ draft: 5, tab: 'window-two' })).json()).toEqual({ editors: [] })
  })

  test('说不清是哪一份、方案不存在、字段多余或标记不合规，都有一句话', async () => {
    expectProblem(await beat({ tab: 'window-one' }), 400, 'bad_request')
    expectProblem(await beat({ tab: 'window-one', draft: 1, area: 1 }), 400, 'bad_request')
    expectProblem(await beat({ tab: 'x', draft: 1 }), 400, 'bad_request')
    expectProblem(await beat({ tab: 'window-one', draft: 1, name: '冒名' }), 400, 'unknown_field')
    expectProblem(
      await post(stage, '/api/plans/nowhere/presence', { draft: 1, tab: 'window-one' }),
      404,
      'unknown_plan',
    )
  })
})
