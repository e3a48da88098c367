import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { ApiError } from '#core/api/errors.ts'
import { errorFacts, plainWords } from '../../../server/logs/error-facts.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { keptLog } from './lines.ts'

const NAME = '王小明'
const PHONE = '13812345678'

const thrownBy = (work: () => unknown): Error => {
  try {
    work()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}

test('of an error its kind and place in our code are told, of its message nothing that somebody typed', () => {
  const errors = [
    thrownBy(() => JSON.parse(`{"name": ${NAME}}`)),
    thrownBy(() => new URL(`http://[${PHONE}`)),
    new Error(`no contact ${PHONE} of “${NAME}”`),
    new ApiError('unknown_account', `没有账号“${NAME}”。`),
    Object.assign(new Error(`ENOENT: no such file or directory, open '/data/${NAME}.pdf'`), { code: 'ENOENT' }),
    { message: `phone=${PHONE}` },
    NAME,
    null,
  ]
  const told = JSON.stringify(errors.map(errorFacts))
  expect(told).not.toContain(NAME)
  expect(told).not.toContain(PHONE)
  expect(errorFacts(errors[4])).toMatchObject({ name: 'Error', code: 'ENOENT', message: 'ENOENT' })
  expect(errorFacts(errors[2]).message).toBe('no contact')
})

test('a fault of the program itself keeps the place where it arose', () => {
  const { at } = errorFacts(thrownBy(() => plainWords(undefined as unknown as string)))
  expect(at![0]).toMatch(/^server\/logs\/error-facts\.ts:\d+$/)
})

test('what the network says of the database is told, its address is not', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' })
  expect(errorFacts(error)).toMatchObject({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' })
})

test('what the framework writes of itself loses addresses, requests and errors’ words', () => {
  const { log, text, lines } = keptLog()
  log.warn({ req: { url: `/a?phone=${PHONE}` }, err: new Error(`of ${PHONE}`), res: {} }, `"/a/${NAME}" was sent twice`)
  log.error(new Error(`"${NAME}"`))
  log.info(`Route GET:/a/${NAME}?token=abc not found`)
  expect(text()).not.toMatch(new RegExp(`${NAME}|${PHONE}|token`))
  expect(lines().map(line => line.msg)).toEqual(['', '', 'Route GET'])
})

eachEngine('what the database says of an error', connection => {
  const refused = (statement: ReturnType<typeof sql>): Promise<unknown> =>
    statement.execute(connection().db).then(
      () => null,
      (error: unknown) => error,
    )

  test('its code and the names of the schema are told, the values that it quotes are not', async () => {
    const typed = await refused(sql`select ${NAME}::integer`)
    const again = await refused(sql`
      with kept as (insert into plan (id) values ('log-of-errors') on conflict do nothing)
      insert into plan (id, demo) values (${`UPPER ${NAME}`}, false)`)
    const unknown = await refused(sql`select ${sql.ref(NAME)}`)
    const raised = await refused(sql`select * from open_write('no-such-plan', ${'wangxiaoming'}, 'test', null, false)`)
    expect(errorFacts(typed)).toMatchObject({ sqlstate: '22P02' })
    expect(errorFacts(again)).toMatchObject({ sqlstate: '23514', constraint: expect.any(String), table: 'plan' })
    expect(errorFacts(unknown)).toMatchObject({ sqlstate: '42703', message: 'column' })
    expect(errorFacts(raised)).toMatchObject({ sqlstate: expect.stringMatching(/^(23503|42501)$/) })
    const told = JSON.stringify([typed, again, unknown, raised].map(errorFacts))
    expect(told).not.toMatch(new RegExp(`${NAME}|wangxiaoming|no-such-plan`))
  })
})
