import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeStatements } from '../../../server/logs/statements.ts'
import { makeMetrics } from '../../../server/metrics/make-metrics.ts'
import { makeJobs } from '../../../server/operations/jobs.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { HOME } from '../../helpers/sources.ts'

const textOf = (path: string) => readFileSync(join(HOME, path), 'utf8')
const namesIn = (text: string) => [...new Set(text.match(/\bfullcover_[a-z_]+[a-z]\b/g))].sort()

eachEngine('the figures', (connection, engine) => {
  test('are all described, and the alerts and the page speak of none that there is not', async () => {
    const statements = makeStatements(500)
    const data_dir = tmpdir()
    const { db } = connection()
    const places = { data_dir, backup_dir: join(data_dir, 'no-backups') }
    const page = await makeMetrics({ db, engine, ...places, jobs: makeJobs(), statements }).page()
    const there = namesIn([...page.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name).join(' '))
    expect(there.length).toBeGreaterThan(15)
    expect(namesIn(textOf('docs/seeing.md'))).toEqual(there)
    expect(namesIn(textOf('deploy/alerts.yml')).filter(name => !there.includes(name))).toEqual([])
  })
})
