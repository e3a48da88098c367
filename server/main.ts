import { firstLink } from './accounts/first-link.ts'
import { buildApp } from './app.ts'
import { makeBackup } from './backups/make-backup.ts'
import { readConfig } from './config.ts'
import { asJobs } from './control/as-jobs.ts'
import { openControl } from './control/control.ts'
import { connectPatiently } from './db/connect-patiently.ts'
import { beginFirstStart } from './db/first-start.ts'
import { isMigrated } from './db/migrate.ts'
import { upgrade } from './db/upgrade.ts'
import { examine } from './doctor/examine.ts'
import { openListeners } from './live/listeners.ts'
import { makeJobs } from './operations/jobs.ts'
import { createPlan, planHeads, revisePlan } from './plans/plans.queries.ts'
import { readPlans } from './plans/read-plans.ts'
import { openWaitingRoom } from './waiting-room.ts'

if (Number(process.versions.node.split('.')[0]) < 24)
  throw new Error('需要 Node 24：请用 npm start 启动，它会使用随附的 Node。')

const say = (text: string) => process.stdout.write(`${text}\n`)
const config = readConfig()

say(config.database_url ? '[3/4] 正在连接 PostgreSQL…' : `[3/4] 正在打开内置数据库（${config.data_dir}）…`)
let filled = () => {}
const held = () => {
  filled = beginFirstStart(config.data_dir)
}
let broken = (_: Error) => {}
let waiting: Awaited<ReturnType<typeof openWaitingRoom>> | undefined
const waits = async () => {
  waiting ??= await openWaitingRoom(config)
}
const connection = await connectPatiently({ ...config, held, waits, broken: error => broken(error) }, say)
const place = { ...config, connection, kept: config.backups_kept }
await upgrade(connection, { backup: config.upgrade_backup ? () => makeBackup(place, 'upgrade') : null, say })
await loadPlans()
filled()

const jobs = makeJobs()
const patient = { ...config, db: connection.db, engine: connection.engine }
const live = await openListeners(connection)
const app = await buildApp({
  db: connection.db,
  engine: connection.engine,
  live,
  data_dir: config.data_dir,
  isReady: () => isMigrated(connection),
  settings: config.accounts,
  trust_proxy: config.trust_proxy,
  rate_per_minute: config.rate_per_minute,
  backup_dir: config.backup_dir,
  backups_kept: config.backups_kept,
  backup: (reason, watched) => makeBackup(place, reason, watched),
  examine: watched => examine(patient, watched),
  jobs,
  logger: { level: config.log_level, redact: ['req.headers.cookie', 'req.headers.authorization'] },
})
broken = error => app.log.warn({ error: { message: error.message } }, 'database connection broke')
const control = config.database_url
  ? null
  : await openControl(
      config.data_dir,
      asJobs(jobs, {
        backup: ({ reason }, watched) => makeBackup(place, reason, watched),
        examine: ({ deep }, watched) => examine({ ...patient, deep }, watched),
      }),
    ).catch((error: Error) => {
      app.log.warn(
        { error: { message: error.message } },
        'no control socket: backups only from the page, or with the server stopped',
      )
      return null
    })
await app.ready()
await waiting?.close()
const address = await app.listen({ host: config.host, port: config.port })
say(`[4/4] 已就绪，请用浏览器打开 ${address}`)
const first = config.demo_only ? null : await firstLink(connection.db)
if (first) say(`      还没有管理员。用这个链接建立第一个（24 小时内有效，只能用一次）：\n      ${address}${first}`)

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    await control?.close()
    await app.close()
    await live.close()
    await connection.close()
    process.exit(0)
  })

/** Loads new and changed plan documents; an empty database also gets the demo counties. */
async function loadPlans(): Promise<void> {
  const plans = readPlans(config.data_dir)
  const known = new Set((await planHeads(connection.db)).map(head => head.id))
  const counties = config.demo && known.size === 0 ? await makeDemo() : []
  for (const plan of plans) {
    const county = counties.find(each => each.plan === plan.id)
    if (county) {
      const { loadDemo } = await import('../scripts/demo/load.ts')
      say(`      装入演示数据 ${plan.title}`)
      await loadDemo(connection.db, plan, county)
    } else {
      await createPlan(connection.db, plan.id)
      await revisePlan(connection.db, plan)
    }
  }
}

async function makeDemo() {
  const { makeCounty } = await import('../scripts/demo/county.ts')
  const { makeOthers } = await import('../scripts/demo/others.ts')
  return [makeCounty(2024), ...Object.values(makeOthers(2024))]
}
