import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Connection, connect } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { administer, POSTGRES_URL } from '../helpers/engines.ts'
import { ask, openStage, post, type Stage } from '../server/api/stage.ts'

const ROLES = readFileSync(join(import.meta.dirname, '../../deploy/roles.sql'), 'utf8')

describe.runIf(POSTGRES_URL)('a login that is no superuser · postgres', () => {
  const name = `fullcover_test_${randomUUID().replaceAll('-', '')}`
  const url = new URL(POSTGRES_URL ?? 'postgres://localhost')
  let connection: Connection
  let stage: Stage
  beforeAll(async () => {
    await administer(`create database ${name}`)
    url.pathname = `/${name}`
    await administer(`${ROLES}; create role ${name} login password 'plain'; grant fullcover_owner to ${name}`, url.href)
    const plain = new URL(url)
    plain.username = name
    plain.password = 'plain'
    connection = await connect({ database_url: plain.href, data_dir: '' })
    await migrate(connection)
    stage = await openStage(connection)
  }, 120_000)
  afterAll(async () => {
    await stage?.close()
    await connection?.close()
    await administer(`drop database if exists ${name} with (force)`)
    await administer(`drop role if exists ${name}`)
  })

  test('makes the schema, writes, and reads the figures', async () => {
    const row = {
      subject: stage.cast.compounds[0],
      indicator: 'management',
      value: 'floating',
      effective_on: '2024-05-02',
    }
    expect((await post(stage, `${stage.at}/observations`, row)).statusCode).toBe(201)
    const { total } = (await ask(stage, `${stage.at}/progress?as_of=2024-10-18`)).json()
    expect(total).toMatchObject({ covered: 1, total: 6 })
  })

  test('may not go around the guards', async () => {
    await expect(connection.script('set role fullcover_app; delete from observation')).rejects.toMatchObject({
      code: '42501',
    })
  })
})
