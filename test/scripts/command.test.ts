import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { writeXlsx } from 'hucre'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../../server/db/connect.ts'
import { onPostgres } from '../helpers/engines.ts'
import { planFile } from '../helpers/plans.ts'
import { HOME } from '../helpers/sources.ts'
import { shapefile } from '../server/imports/shapefile.ts'

const folder = mkdtempSync(join(tmpdir(), 'fullcover-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const save = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

/** Runs the command as `npm run import --` does, with a database of its own. */
const runIn = (where: NodeJS.ProcessEnv, args: string[]) => {
  const { DATABASE_URL: _, ...env } = process.env
  const { status, stderr, stdout } = spawnSync(process.execPath, ['scripts/start.mjs', 'scripts/import.ts', ...args], {
    cwd: HOME,
    env: { ...env, ...where },
    encoding: 'utf8',
  })
  return { status, stderr, stdout }
}
const run = (...args: string[]) => runIn({ DATA_DIR: folder }, args)

test('用法不对，退出码 2，并说出用法', () => {
  const file = save('a.csv', '编号,小区名称\n')
  for (const args of [
    [],
    ['--plan', 'x'],
    ['--plan', 'x', '--ledger', join(folder, 'none.csv')],
    ['--colour'],
    ['--plan', 'x', '--ledger', file, '--crs', '4547'],
  ]) {
    const { status, stderr } = run(...args)
    expect(status, args.join(' ')).toBe(2)
    expect(stderr).toContain('用法：')
  }
  expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--dry-run') })
})

test('服务正开着内嵌数据库，退出码 1，并说清楚怎么办', () => {
  const file = save('b.csv', '编号,小区名称\n')
  writeFileSync(join(folder, 'server.pid'), String(process.pid))
  const { status, stderr } = run('--plan', 'xx-county-2024', '--ledger', file)
  expect(status).toBe(1)
  expect(stderr).toContain('先停止服务')
})

const HEADER = ['编号', '小区名称', '镇', '社区', '户数', '管理模式', '物业公司', '进驻日期']
const YARDS = [
  ['A01', '粮食局家属院', '城关镇', '东关社区', 65, '专业化物业', '安居物业', '2024-05-12'],
  ['A02', '机械厂家属院', '城关镇', '西关社区', 120, '', '', ''],
  ['A03', '新院', '城关镇', '西关社区', 30, '', '', ''],
]
const workbook = async (name: string, rows: (string | number)[][]) =>
  save(name, await writeXlsx({ sheets: [{ name: '台账', rows: [HEADER, ...rows] }] }))

/*
 *   ┌─────┐  ┌─────┐   A01 and A02 drawn, in metres of the three-degree zone of 114°E;
 *   │ A01 │  │ A02 │   A03 in the ledger alone
 *   └─────┘  └─────┘
 */
const drawn = () => {
  const rows = [412_345, 412_545].map((x, i) => ({ values: [`A0${i + 1}`], x, y: 3_765_465, size: 100 }))
  const { shp, shx, dbf } = shapefile(['编号'], rows, { encode: text => new TextEncoder().encode(text) })
  return save('yards.zip', zipSync({ 'yards.shp': shp, 'yards.shx': shx, 'yards.dbf': dbf }))
}

/** One import from the first rehearsal to its withdrawal; each test goes on where the one before ended. What is refused on the way is `beside` it. */
const theWholeWay = (where: () => NodeJS.ProcessEnv, { beside }: { beside: boolean }) => {
  const plan = 'xx-county-2024'
  const document = join(HOME, `data/plans/${plan}.json`)
  const cast = { ledger: '', shapes: '', seq: '' }
  beforeAll(async () => {
    cast.ledger = await workbook('ledger.xlsx', YARDS)
    cast.shapes = drawn()
  })
  const told = (...args: string[]) => runIn(where(), [...args, '--as-of', '2024-10-18'])
  const files = () => ['--ledger', cast.ledger, '--shapes', cast.shapes, '--crs', 'EPSG:4547']

  const stored = async () => {
    const { DATABASE_URL: database_url, DATA_DIR: data_dir = '' } = where()
    const { db, close } = await connect({ database_url, data_dir })
    const { rows } = await sql<{ writes: number; shapes: number; standing: string[] }>`
      select (select count(*)::int from plan_write w where w.plan = ${plan}) as writes,
        (select count(*)::int from (select distinct on (subject) geom from shape where plan = ${plan} order by subject, geometry_revision desc) s
          where geom is not null) as shapes,
        coalesce((select array_agg(s.code || ' ' || p.indicator || ' ' || p.value order by s.code, p.indicator) from span p join subject s on s.id = p.subject
          where p.plan = ${plan} and p.basis = 'reported' and p.indicator in ('households', 'management')), '{}') as standing`.execute(
      db,
    )
    await close()
    return rows[0]!
  }
  const ALL = ['A01 households 65', 'A01 management professional', 'A02 households 120', 'A03 households 30']

  test('预演一份还没载入的方案文件：说出会有什么，退出码 0，什么也不写', async () => {
    const { status, stdout } = told('--plan', document, ...files(), '--dry-run')
    expect(stdout).toContain('台账：3 行，新增小区 3')
    expect(stdout).toContain('这是预演，没有写入。')
    expect(status).toBe(0)
    expect(await stored()).toEqual({ writes: 0, shapes: 0, standing: [] })
  })

  test('方案文件、台账和图形一次写入，退出码 0，并有报告', async () => {
    const { status, stdout, stderr } = told('--plan', document, ...files())
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        `已载入方案 ${plan}。`,
        `方案：${planFile(plan).title}（${plan}）　截至 2024-10-18`,
        '台账：3 行，新增小区 3，有改动 0，未变 0',
        '图形：读到 2 个，新增 2，改动 0，未变 0，其中按名称对应 0',
        '未落图小区：1 个',
      ]),
    )
    cast.seq = /已写入（第 (\d+) 次写入）。撤销：--undo \1/.exec(stdout)?.[1] ?? ''
    expect(await stored()).toEqual({ writes: Number(cast.seq), shapes: 2, standing: ALL })
  })

  test('同样的文件再来一次：没有需要写入的，退出码 0', () => {
    const { status, stdout } = told('--plan', document, ...files())
    expect(stdout).toContain('与系统中的内容相同，没有需要写入的。')
    expect(status).toBe(0)
  })

  if (beside) {
    test('预演一处改动：说出从什么改成什么，什么也不写', async () => {
      const changed = await workbook('changed.xlsx', [['A01', '', '', '', 66, '', '', '']])
      const { status, stdout } = told('--plan', plan, '--ledger', changed, '--dry-run')
      expect(stdout).toContain('A01 粮食局家属院 户数：65 → 66（2024-10-18 起）')
      expect(stdout).toContain('这是预演，没有写入。')
      expect(status).toBe(0)
      expect(await stored()).toEqual({ writes: Number(cast.seq), shapes: 2, standing: ALL })
    })

    test('有不对的行：退出码 1，预演也是；列出工作表、行、列、值和原因，好的行也不写', async () => {
      const bad = await workbook('bad.xlsx', [
        ['A01', '', '', '', 66, '', '', ''],
        ['A02', '', '', '', '若干', '', '', ''],
        ['A03', '', '', '', '', '代管', '', ''],
      ])
      const { status, stdout, stderr } = told('--plan', plan, '--ledger', bad)
      expect(stdout).toContain('台账 第 3 行 “户数”：“若干” 不是可以识别的数字。 [number_refused]')
      expect(stdout).toMatch(/台账 第 4 行 “管理模式”：“代管” 不在可选值之中。.* \[choice_refused\]/)
      expect(stderr).toContain('有 2 处需要改正，没有导入任何内容。')
      expect([status, told('--plan', plan, '--ledger', bad, '--dry-run').status]).toEqual([1, 1])
      expect(await stored()).toEqual({ writes: Number(cast.seq), shapes: 2, standing: ALL })
    })
  }

  test('撤销：退出码 0，填报和图形都不在了；再撤销一次说已经撤销，退出码 1', async () => {
    const undone = told('--plan', plan, '--undo', cast.seq)
    expect(undone.stdout).toMatch(/已撤销：收回 \d+ 条填报记录、2 个图形；0 条此后另有更正或还在使用，保持不动。/)
    expect(undone.status).toBe(0)
    expect(await stored()).toEqual({ writes: Number(cast.seq) + 1, shapes: 0, standing: [] })
    const again = told('--plan', plan, '--undo', cast.seq)
    expect(again.stderr).toContain('已在')
    expect(again.status).toBe(1)
  })

  if (beside) {
    test('没有这份方案、方案文件有错：退出码 1，各说各的', () => {
      const unknown = told('--plan', 'nowhere', ...files())
      expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining('nowhere')])
      const broken = save('broken.json', JSON.stringify({ ...planFile(plan), levels: [] }))
      const refused = told('--plan', broken, ...files())
      expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('/bodies/0/level ')])
    })
  }
}

// An embedded database takes its time to be made, and each command opens it anew: what does not depend on it is left to the other.
describe('npm run import · pglite', { timeout: 180_000 }, () =>
  theWholeWay(() => ({ DATA_DIR: join(folder, 'embedded') }), { beside: false }),
)
onPostgres('npm run import', (_, url) => theWholeWay(() => ({ DATABASE_URL: url() }), { beside: true }))
