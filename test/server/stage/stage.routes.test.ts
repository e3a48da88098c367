import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StageNow } from '#core/api/stage.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { write } from '../../helpers/plans.ts'
import { ask, expectProblem, openStage, type Stage } from '../api/stage.ts'

eachEngine('主讲与跟随', connection => {
  let stage: Stage
  let at: string
  beforeAll(async () => {
    stage = await openStage(connection())
    const { id } = await write(connection(), stage.document.id, (trx, { plan, seq }) =>
      trx
        .insertInto('meeting')
        .values({ plan, seq, kind: 'monthly', month: '2024-10' })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    at = `${stage.at}/meetings/${id}/stage`
  })
  afterAll(() => stage.close())

  const hall = { presenter: 'hall-0001', scene: 'standing', at: null, takes: true }
  const show = (body: unknown, url = at) =>
    ask(stage, url, { method: 'PUT', payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  const shown = async () => (await ask(stage, at)).json<StageNow>().stage

  test('没有人主讲就说没有；报了幕，别人问得到', async () => {
    expect(await shown()).toBeNull()
    expect((await show(hall)).json()).toMatchObject({ presenter: 'hall-0001', account_name: '本机', scene: 'standing' })
    expect(await shown()).toMatchObject({ scene: 'standing' })
  })

  test('后来的接手，先前的从回答里得知', async () => {
    await show({ ...hall, presenter: 'office-01', scene: 'ranking' })
    expect((await show({ ...hall, takes: false })).json()).toMatchObject({ presenter: 'office-01', scene: 'ranking' })
  })

  test('跟随的一连上就知道在哪一幕，翻幕立刻听到', async () => {
    await show(hall)
    await stage.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = stage.app.server.address() as AddressInfo
    const leaving = new AbortController()
    const answer = await fetch(`http://127.0.0.1:${port}${at}/events`, {
      headers: { accept: 'text/event-stream' },
      signal: leaving.signal,
    })
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
    const next = async () => {
      for (let text = ''; ; ) {
        text += (await reader.read()).value ?? ''
        const found = /data: (.*)\n/.exec(text)
        if (found) return (JSON.parse(found[1]!) as StageNow).stage
      }
    }
    expect(await next()).toMatchObject({ scene: 'standing' })
    await show({ ...hall, scene: 'site-2', takes: false })
    expect(await next()).toMatchObject({ scene: 'site-2' })
    leaving.abort()
  })

  test('没有这次会议、幕名和主讲标记不合规、字段多余，都有一句话', async () => {
    expectProblem(await show(hall, `${stage.at}/meetings/999999/stage`), 404, 'unknown_meeting')
    expectProblem(await ask(stage, `${stage.at}/meetings/999999/stage`), 404, 'unknown_meeting')
    expectProblem(await show(hall, '/api/plans/nowhere/meetings/1/stage'), 404, 'unknown_plan')
    expectProblem(await show({ ...hall, scene: '<script>' }), 400, 'bad_request')
    expectProblem(await show({ ...hall, presenter: 'x' }), 400, 'bad_request')
    expectProblem(await show({ ...hall, extra: 1 }), 400, 'unknown_field')
  })
})
