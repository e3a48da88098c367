import { firstLink } from './accounts/first-link.ts'
import { buildApp } from './app.ts'
import { makeBackup } from './backups/make-backup.ts'
import { readConfig } from './config.ts'
import { asJobs } from './control/as-jobs.ts'
import { openControl } from './control/control.ts'
import { rememberEvenings } from './coverage/remember-evenings.ts'
import { connectPatiently } from './db/connect-patiently.ts'
import { beginFirstStart } from './db/first-start.ts'
import { isMigrated } from './db/migrate.ts'
import { upgrade } from './db/upgrade.ts'
import { examine } from './doctor/examine.ts'
import { openListeners } from './live/listeners.ts'
import { watchDatabase } from './logs/database-watch.ts'
import { makeLog } from './logs/make-log.ts'
import { standardOutput } from './logs/sink.ts'
import { tellSlow } from './logs/slow-lines.ts'
import { makeSpeech } from './logs/speech.ts'
import { makeStatements } from './logs/statements.ts'
import { makeJobs } from './operations/jobs.ts'
import { loadPlans } from './plans/load-plans.ts'
import { openWaitingRoom } from './waiting-room.ts'

if (Number(process.versions.node.split('.')[0]) < 24)
  throw new Error('需要 Node 24：请用 npm start 启动，它会使用随附的 Node。')

const config = readConfig()
const sink = standardOutput()
const log = makeLog(config.log_level, sink)
const { say, tellFirstLink } = makeSpeech(sink, { ...config, is_terminal: process.stdout.isTTY === true })
const statements = makeStatements(config.slow_query_ms)
tellSlow(log, statements)

say(config.database_url ? '[3/4] 正在连接 PostgreSQL…' : `[3/4] 正在打开内置数据库（${config.data_dir}）…`)
const demo = async () => (await import('../scripts/demo/all.ts')).demoPlans()
let filled = () => {}
const held = () => {
  filled = beginFirstStart(config.data_dir)
}
let broken = (error: unknown) => log.warn({ error }, 'database connection broke')
let waiting: Awaited<ReturnType<typeof openWaitingRoom>> | undefined
const waits = async () => {
  waiting ??= await openWaitingRoom(config)
}
const connection = await connectPatiently({ ...config, held, waits, statements, broken: error => broken(error) }, say)
const place = { ...config, connection, kept: config.backups_kept }
await upgrade(connection, { backup: config.upgrade_backup ? () => makeBackup(place, 'upgrade') : null, say })
await loadPlans(connection.db, { ...config, demo: config.demo ? demo : null, say })
filled()

const jobs = makeJobs()
const patient = { ...config, db: connection.db, engine: connection.engine }
const live = await openListeners(connection)
const watch = watchDatabase(log, connection.db)
broken = watch.suspect
live.listen(event => {
  if (event === 'reconnected') log.warn('the database is listened to again')
})
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
  log,
  statements,
  pool: connection.pool,
  lost_lines: sink.lost,
  metrics_allow: config.metrics_allow,
  suspect: watch.suspect,
})
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
const address = await app.listen({ host: config.host, port: config.port, listenTextResolver: () => 'listening' })
say(`[4/4] 已就绪，请用浏览器打开 ${address} 查看。`)
rememberEvenings(connection.db).catch(error => log.warn({ error }, 'evenings of deadlines not remembered'))
const first = config.demo_only ? null : await firstLink(connection.db)
tellFirstLink(first && address + first)

process.on('uncaughtException', error => {
  log.fatal({ error }, 'the server broke')
  process.exit(1)
})
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    say(`[1/2] 收到 ${signal}，正在停止…`)
    await control?.close()
    await app.close()
    await live.close()
    watch.stop()
    await connection.close()
    say('[2/2] 已停止。')
    process.exit(0)
  })
