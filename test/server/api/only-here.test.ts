import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eachEngine } from '../../helpers/engines.ts'
import { ask, openStage, type Stage } from './stage.ts'

eachEngine('who may write before there are accounts', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  const writes = () => [
    { method: 'POST' as const, url: `${stage.at}/observations`, payload: {} },
    { method: 'POST' as const, url: `${stage.at}/observations/1/verification`, payload: {} },
    { method: 'POST' as const, url: `${stage.at}/imports`, payload: {} },
    { method: 'DELETE' as const, url: `${stage.at}/imports/1` },
  ]
  const statuses = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    Promise.all(
      writes().map(
        async ({ url, ...rest }) => (await ask(stage, url, { ...rest, headers, remoteAddress })).statusCode === 403,
      ),
    )
  const ALL = [true, true, true, true]
  const NONE = [false, false, false, false]

  test('this machine: a program, or a page of ours', async () => {
    expect(await statuses({})).toEqual(NONE)
    expect(await statuses({ host: '[::1]:8080' }, '::1')).toEqual(NONE)
    const own = { host: 'localhost:8080', origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' }
    expect(await statuses(own)).toEqual(NONE)
  })

  describe('nobody else', () => {
    test.each([
      ['another machine', {}, '192.168.1.20'],
      ['another machine, handed on by a proxy on this one', { 'x-forwarded-for': '192.168.1.20' }, '127.0.0.1'],
      [
        'a foreign page in this machine’s browser',
        { host: '127.0.0.1:8080', origin: 'http://evil.example' },
        '127.0.0.1',
      ],
      ['a page from a file', { host: '127.0.0.1:8080', origin: 'null' }, '127.0.0.1'],
      ['a form on a foreign page', { host: '127.0.0.1:8080', 'sec-fetch-site': 'cross-site' }, '127.0.0.1'],
      [
        'a foreign name that was made to lead here',
        { host: 'evil.example', origin: 'http://evil.example' },
        '127.0.0.1',
      ],
    ])('%s', async (_, headers, remoteAddress) => {
      expect(await statuses(headers, remoteAddress)).toEqual(ALL)
    })
  })
})
