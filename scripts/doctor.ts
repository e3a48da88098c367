import { parseArgs } from 'node:util'
import type { Condition, Examination } from '#core/api/operations.ts'
import { type Config, readConfig } from '../server/config.ts'
import { askControl } from '../server/control/control.ts'
import { isAway } from '../server/db/away.ts'
import { examine } from '../server/doctor/examine.ts'
import { keepExamination } from '../server/doctor/last-examination.ts'
import type { Watched } from '../server/operations/watched.ts'
import { hereOrThere } from './here-or-there.ts'
import { complain, finish, inSeconds, say, stoppable } from './tell.ts'

const USAGE = `用法：npm run doctor -- [--deep] [--strict] [--json]
  --deep    每个文件、最近的备份都逐个读一遍；不写只核对大小，抽查一部分
  --strict  有需要留意的也算不通过
  --json    输出 JSON
只读不写，服务可以照常运行。退出码：0 正常或只有需要留意的，1 有问题或没有查成，2 用法不对。
数据库取自 DATABASE_URL；没有则用 DATA_DIR（缺省 .data）下的内置数据库。`

async function main(): Promise<boolean> {
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({ options: { deep: flag, strict: flag, json: flag, help: flag } })
  if (values.help) {
    say(USAGE)
    return true
  }
  const config = readConfig()
  const signal = stoppable()
  const progress = values.json ? undefined : tellTitle()
  const examination = await examined(config, values.deep, { signal, progress }).catch(failure => {
    throw signal.aborted ? new Error('已停止，没有查完，也没有留下记录。') : failure
  })
  if (values.json) say(JSON.stringify(examination, null, 2))
  else tell(examination)
  try {
    keepExamination(config.data_dir, { ...examination, by: 'command' })
  } catch (error) {
    complain(`结果没能存进 ${config.data_dir}，管理页面看不到这一次：${(error as Error).message}`)
  }
  return examination.condition === 'well' || (examination.condition === 'poorly' && !values.strict)
}

async function examined(config: Config, deep: boolean, watched: Watched): Promise<Examination> {
  const { database_url, data_dir } = config
  try {
    return await hereOrThere(
      config,
      ({ db, engine }) => examine({ ...config, db, engine, deep }, watched),
      () => askControl(data_dir, 'examine', { deep }, watched),
    )
  } catch (error) {
    throw database_url && isAway(error as Error)
      ? new Error('数据库连接不上：请先看 PostgreSQL 是否在运行（systemctl status postgresql），再核对 DATABASE_URL。')
      : error
  }
}

const MARKS: Record<Condition, string> = { well: '✓', poorly: '!', ill: '✗' }

function tell({ findings, took_ms }: Examination): void {
  for (const { condition, sentence, examples, found } of findings) {
    say(`${MARKS[condition]} ${sentence}`)
    for (const each of examples) say(`    ${each}`)
    if (examples.length > 0 && found > examples.length) say(`    ……共 ${found} 处`)
  }
  say(`${inWhole(findings)}（用时 ${inSeconds(took_ms)}）`)
}

/** The whole in one sentence. */
function inWhole(findings: Examination['findings']): string {
  const [ill, poorly] = (['ill', 'poorly'] as const).map(each => findings.filter(({ condition }) => condition === each))
  if (ill!.length > 0) return `查了 ${findings.length} 项，${ill!.length} 项有问题（✗），请按上面的话从第一项开始处理。`
  if (poorly!.length > 0) return `查了 ${findings.length} 项，没有问题，${poorly!.length} 项请尽快留意（!）。`
  return `查了 ${findings.length} 项，一切正常。`
}

/** What is asked right now, on one line that the next one takes, for whoever watches. */
function tellTitle(): NonNullable<Watched['progress']> | undefined {
  const { stderr, stdout } = process
  if (!stdout.isTTY || !stderr.isTTY) return undefined
  return (done, title) => stderr.write(`\r\u001b[K${title ? `${Math.floor(done * 100)}%  ${title}…` : ''}`)
}

await finish(main, USAGE)
