import { loadavg } from 'node:os'
import { join } from 'node:path'
import { clocks } from './trials/clocks.ts'
import { dataDisk } from './trials/data-disk.ts'
import { databaseKills } from './trials/database-kills.ts'
import { databaseLate } from './trials/database-late.ts'
import { databaseRestart } from './trials/database-restart.ts'
import { filesDisk } from './trials/files-disk.ts'
import { heldPlan } from './trials/held-plan.ts'
import { importKills } from './trials/import-kills.ts'
import { listenCut } from './trials/listen-cut.ts'
import { listenSilent } from './trials/listen-silent.ts'
import { logDisk } from './trials/log-disk.ts'
import { manyStreams } from './trials/many-streams.ts'
import { noConnections } from './trials/no-connections.ts'
import { restoreDrill } from './trials/restore-drill.ts'
import { saveKills } from './trials/save-kills.ts'
import { slowClients } from './trials/slow-clients.ts'
import { openStages, type Stages } from './trials/stage.ts'
import { steadyLoad } from './trials/steady-load.ts'
import { type Result, resultOf, writeTable } from './trials/table.ts'
import { type Outcome, type Trial, Untried } from './trials/trial.ts'
import { walDisk } from './trials/wal-disk.ts'

const TRIALS: Trial[] = [
  databaseRestart,
  databaseLate,
  importKills,
  saveKills,
  databaseKills,
  dataDisk,
  filesDisk,
  logDisk,
  walDisk,
  clocks,
  listenCut,
  listenSilent,
  manyStreams,
  steadyLoad,
  heldPlan,
  noConnections,
  slowClients,
  restoreDrill,
]
const PAGE = join(import.meta.dirname, '../docs/trials.md')
const USAGE = 'npm run trials -- [--only F4,F10] [--quick] [--list]'

const say = (text: string) => process.stdout.write(`${text}\n`)
const args = process.argv.slice(2)
const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '').split(',') : null
const quick = args.includes('--quick')
const strange = args.filter((arg, i) => !['--only', '--quick', '--list'].includes(arg) && args[i - 1] !== '--only')
const unknown = only?.filter(id => !TRIALS.some(trial => trial.id === id)) ?? []
if (strange.length > 0 || unknown.length > 0) {
  say(`${[...strange, ...unknown].join(', ')}: unknown.\n${USAGE}`)
  process.exit(2)
}
const chosen = TRIALS.filter(trial => only === null || only.includes(trial.id))
if (args.includes('--list')) {
  for (const { id, name, must } of chosen) say(`${id.padEnd(4)} ${name}: ${must}`)
  process.exit(0)
}

const stages = await openStages()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, async () => {
    await stages.close()
    process.exit(130)
  })
const results: Result[] = []
for (const trial of chosen) {
  say(`${trial.id} ${trial.name} …`)
  const result = await attempt(stages, trial)
  results.push(result)
  for (const figure of result.figures) say(`     ${figure}`)
  for (const fault of result.broken) say(`     BROKEN: ${fault}`)
  say(
    `     ${result.untried ?? (result.broken.length === 0 ? 'held' : 'did not hold')}, ${Math.round(result.seconds)} s`,
  )
  writeTable(
    PAGE,
    results,
    TRIALS.map(each => each.id),
  )
}
await stages.close()
process.exit(results.some(({ broken }) => broken.length > 0) ? 1 : 0)

/** Runs one trial; one that fails stops none of the others. */
async function attempt(all: Stages, trial: Trial): Promise<Result> {
  const at = new Date().toISOString()
  const from = performance.now()
  const [load] = loadavg()
  const { stage, close } = await all.open(trial.id, quick)
  const ended = (outcome: Outcome & { untried?: string }) =>
    resultOf(trial, { ...outcome, at, quick, load: load!, seconds: (performance.now() - from) / 1000 })
  try {
    return ended(await trial.run(stage))
  } catch (error) {
    const { message, stack } = error as Error
    if (error instanceof Untried) return ended({ figures: [], broken: [], untried: message })
    say(String(stack))
    return ended({ figures: [], broken: [`the trial itself ended: ${message.slice(0, 200)}`] })
  } finally {
    await close()
  }
}
