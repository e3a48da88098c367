import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { ApiError } from '#core/api/errors.ts'
import { dayOfMoment } from '#core/calendar/days.ts'
import { type Connection, connect } from '../server/db/connect.ts'
import { FolderHeld } from '../server/db/folder-lock.ts'
import { migrate } from '../server/db/migrate.ts'
import { commitImport, refuseFaults } from '../server/imports/commit-import.ts'
import { type PlannedImport, planImport, workOut } from '../server/imports/plan-import.ts'
import type { ImportFiles } from '../server/imports/read-import.ts'
import { importReport } from '../server/imports/report.ts'
import { DATUMS, type Datum } from '../server/imports/undo-datum.ts'
import { undoImport } from '../server/imports/undo-import.ts'
import { createPlan, planHeads, revisePlan } from '../server/plans/plans.queries.ts'
import { readPlan } from '../server/plans/read-plans.ts'

const USAGE = `用法：npm run import -- --plan 方案编号或方案文件 [--ledger 台账.xlsx] [--shapes 小区.zip] [--divisions 辖区.geojson]
  --crs EPSG:4547     图形的坐标系（文件里没有 .prj 时必填）
  --datum gcj02       图形是 GCJ-02 或 BD-09 坐标时说明（gcj02、bd09；确认没有偏移时写 wgs84）
  --as-of 2024-10-18  台账说的是哪一天，缺省为方案的今天
  --dry-run           只看会改变什么，不写入
  --undo 12           撤销第 12 次写入的那次导入
  --account zhangsan  以谁的名义写入；建立管理员之后必填，须是能导入的账号
数据库取自 DATABASE_URL；没有则用 DATA_DIR（缺省 .data）下的内嵌数据库。`

class UsageError extends Error {}
const REFUSED = 1
const USAGE_CODE = 2
const say = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

const readFile = (path: string | undefined) => {
  if (path === undefined) return undefined
  if (!existsSync(path)) throw new UsageError(`找不到文件 ${path}`)
  return { name: basename(path), bytes: new Uint8Array(readFileSync(path)) }
}

type Asked = ReturnType<typeof readArguments>

const readArguments = () => {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    plan: text,
    ledger: text,
    shapes: text,
    divisions: text,
    crs: text,
    datum: text,
    'as-of': text,
    undo: text,
    account: text,
  }
  const { values } = parseArgs({ options: { ...options, 'dry-run': flag, help: flag } })
  const files: ImportFiles = {
    ledger: readFile(values.ledger),
    shapes: readFile(values.shapes),
    divisions: readFile(values.divisions),
  }
  if (values.help) return { ...values, files, plan: '', datum: undefined }
  if (!values.plan) throw new UsageError('请用 --plan 指明方案。')
  if (!values.undo && !files.ledger && !files.shapes && !files.divisions) throw new UsageError('请至少给出一个文件。')
  if (values.undo && !/^\d+$/.test(values.undo)) throw new UsageError('--undo 后面是写入的序号。')
  if (values.crs && !/^EPSG:\d{4,6}$/i.test(values.crs)) throw new UsageError('--crs 写成 EPSG:4547 的样子。')
  if (values.datum && !DATUMS.includes(values.datum as Datum))
    throw new UsageError(`--datum 可选：${DATUMS.join('、')}。`)
  if (values['as-of'] && !/^\d{4}-\d{2}-\d{2}$/.test(values['as-of']))
    throw new UsageError('--as-of 写成 2024-10-18 的样子。')
  return { ...values, files, plan: values.plan, datum: values.datum as Datum | undefined }
}

const isPlanFile = ({ plan }: Asked) => plan.endsWith('.json')

/** Works the import out: for a plan by its id, or for a plan file, which may not be loaded yet. */
const workedOut = async ({ db }: Connection, asked: Asked) => {
  const { plan, files } = asked
  const options = { crs: asked.crs?.toUpperCase(), datum: asked.datum, as_of: asked['as-of'] }
  if (!isPlanFile(asked)) return planImport(db, plan, files, options)
  if (!existsSync(plan)) throw new UsageError(`找不到方案文件 ${plan}`)
  const document = readPlan(plan)
  const [head] = await planHeads(db, document.id)
  return workOut(db, document, head?.today ?? dayOfMoment(new Date().toISOString()), files, options)
}

/** Loads the plan file of an import in which nothing is wrong; the import is then the write that comes next. */
const withPlan = async ({ db }: Connection, planned: PlannedImport): Promise<PlannedImport> => {
  await createPlan(db, planned.plan.id)
  if (!(await revisePlan(db, planned.plan))) return planned
  say(`已载入方案 ${planned.plan.id}。`)
  return { ...planned, seq: planned.seq + 1 }
}

const run = async (connection: Connection, asked: Asked) => {
  await migrate(connection, name => say(`建立数据库：${name}`))
  if (asked.undo) {
    const undone = await undoImport(connection.db, asked.plan, Number(asked.undo), asked.account ?? 'local')
    say(
      `已撤销：收回 ${undone.withdrawn} 条填报记录、${undone.shapes} 个图形；${undone.kept} 条此后另有更正或还在使用，保持不动。`,
    )
    return
  }
  const planned = await workedOut(connection, asked)
  for (const line of importReport(planned)) say(line)
  refuseFaults(planned.change)
  if (asked['dry-run']) return say('这是预演，没有写入。')
  const ready = isPlanFile(asked) ? await withPlan(connection, planned) : planned
  const seq = await commitImport(connection.db, ready, asked.account ?? 'local')
  say(seq === null ? '与系统中的内容相同，没有需要写入的。' : `已写入（第 ${seq} 次写入）。撤销：--undo ${seq}`)
}

const main = async () => {
  const asked = readArguments()
  if (asked.help) return say(USAGE)
  const connection = await connect({
    database_url: process.env.DATABASE_URL,
    data_dir: process.env.DATA_DIR ?? '.data',
    pool_size: 2,
  })
  await run(connection, asked).finally(() => connection.close())
}

const explain = (error: unknown): number => {
  const usage =
    error instanceof UsageError || String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
  complain((error as Error).message || String((error as NodeJS.ErrnoException).code))
  if (usage) complain(USAGE)
  if (error instanceof FolderHeld) complain('服务正在使用内嵌数据库：导入前请先停止服务，导入后再启动。')
  if ((error as { code?: string }).code === '42501')
    complain('这个账号不能写入这份方案：建立管理员之后，用 --account 指明能导入的账号。')
  if (error instanceof ApiError && error.code === 'plan_invalid')
    for (const { path, reason } of error.faults?.slice(0, 100) ?? []) complain(`  ${path} ${reason}`)
  return usage ? USAGE_CODE : REFUSED
}

process.exitCode = await main().then(() => 0, explain)
