import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Progress } from '#core/api/index.ts'
import { buildApp } from '../../../server/app.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { isMigrated, migrate, pendingOf } from '../../../server/db/migrate.ts'
import { examine } from '../../../server/doctor/examine.ts'
import { openListeners } from '../../../server/live/listeners.ts'
import { revisePlan } from '../../../server/plans/plans.queries.ts'
import { readPlans } from '../../../server/plans/read-plans.ts'
import { eachEmptyEngine } from '../../helpers/engines.ts'
import { ANSWERS, loadFirstRelease } from './first-release.ts'

const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-upgrade-'))
afterAll(() => rmSync(data_dir, { recursive: true, force: true }))

eachEmptyEngine('从第一个版本升级到现在', (connection, engine) => {
  let app: FastifyInstance
  let close = async () => {}
  const applied: string[] = []
  beforeAll(async () => {
    await loadFirstRelease(connection())
    await migrate(connection(), name => applied.push(name))
    const opened = await openApp(connection())
    app = opened.app
    close = opened.close
  }, 120_000)
  afterAll(() => close())

  /** The embedded engine answers every third question: it is slower, and its SQL is the same. */
  const asked = () =>
    Object.entries(ANSWERS.answers).filter(
      ([path], i) => engine === 'postgres' || i % 3 === 0 || path.includes('compounds/'),
    )
  const answeredOtherwise = async (questions: [string, object][]) => {
    const different = []
    for (const [path, before] of questions) {
      const now = (await app.inject({ url: `/api/plans/${path}` })).json()
      different.push(...differences(comparable(path, before), comparable(path, now), path))
    }
    return different
  }

  test('缺的结构一次补齐', async () => {
    expect(applied[0]).toBe('0007-accounts.sql')
    expect(applied.length).toBeGreaterThanOrEqual(12)
    expect(await pendingOf(connection())).toEqual([])
  })

  test('升级前的每一个答案，升级后一字不差', async () => {
    expect(await answeredOtherwise(asked())).toEqual([])
  })

  test('体检没有发现：区域、台账、推算、历史和守卫都完好', async () => {
    const { findings } = await examine({ db: connection().db, engine, data_dir, backup_dir: data_dir })
    const ill = findings.filter(({ condition, check }) => condition !== 'well' && !OF_THIS_MACHINE.test(check))
    expect(ill).toEqual([])
  })

  test('新版本的方案文件载入以后，从前某一刻所知的仍是从前的答案，填报照常继续', async () => {
    for (const plan of readPlans(data_dir)) if (plan.id in ANSWERS.heads) await revisePlan(connection().db, plan)
    const [{ id }] = (await app.inject({ url: '/api/plans/mengjin-2019/ledger' })).json().compounds
    const written = await app.inject({
      method: 'POST',
      url: '/api/plans/mengjin-2019/observations',
      payload: { subject: id, indicator: 'greening', value: false, effective_on: '2020-11-15' },
    })
    expect(written.statusCode).toBe(201)
    expect(written.json().seq).toBe(ANSWERS.heads['mengjin-2019']! + 2)
    const undone = await app.inject({ method: 'DELETE', url: `/api/plans/mengjin-2019/imports/${ANSWERS.kept}` })
    expect(undone.statusCode).toBe(200)
    expect(await answeredOtherwise(asked().filter(([path]) => path.includes('known_at')))).toEqual([])
    expect(await connection().db.selectFrom('broken_seal').selectAll().execute()).toEqual([])
  })
})

/** How the machine under the tests is, which no upgrade changes. */
const OF_THIS_MACHINE = /^(disk|volume|free|backup|stored|storage|clock|extension|version|settings|upkeep)/

/** The first release ranked communities by points it could not reckon yet: there their order said nothing. */
function comparable(path: string, answer: object): object {
  if (!path.startsWith('xx-town/progress')) return answer
  const { rows = [], ...rest } = answer as Progress
  const unranked = rows.map(({ rank: _, rank_before: __, ...row }) => row)
  return { ...rest, rows: unranked.toSorted((a, b) => a.division - b.division) }
}

/** Where `now` says something else than `before`; what it says beside that is new and its own. */
function differences(before: unknown, now: unknown, at: string): string[] {
  if (typeof before !== 'object' || before === null)
    return Object.is(before, now) ? [] : [`${at}: ${JSON.stringify(before)} → ${JSON.stringify(now)}`]
  const other = (now ?? {}) as Record<string, unknown>
  if (Array.isArray(before) && (!Array.isArray(now) || now.length !== before.length)) return [`${at}: another length`]
  return Object.entries(before).flatMap(([key, value]) => differences(value, other[key], `${at}.${key}`))
}

async function openApp(connection: Connection) {
  const live = await openListeners(connection)
  const { db, engine } = connection
  const isReady = () => isMigrated(connection)
  const app = (await buildApp({ db, engine, live, data_dir, isReady })) as unknown as FastifyInstance
  const close = async () => {
    await app.close()
    await live.close()
  }
  return { app, close }
}
