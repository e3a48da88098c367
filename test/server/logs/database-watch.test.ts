import { expect, test } from 'vitest'
import { connect } from '../../../server/db/connect.ts'
import { watchDatabase } from '../../../server/logs/database-watch.ts'
import { planHeads } from '../../../server/plans/plans.queries.ts'
import { administer, onPostgres } from '../../helpers/engines.ts'
import { keptLog } from './lines.ts'

onPostgres('a database that goes away', (_connection, url) => {
  test('is told of once, with the reason, and again when it is back', async () => {
    const { log, lines } = keptLog('warn')
    let suspect = (_: unknown) => {}
    const own = await connect({ database_url: url(), data_dir: '', broken: error => suspect(error) })
    const watch = watchDatabase(log, own.db, 50)
    suspect = watch.suspect
    await planHeads(own.db)
    const name = new URL(url()).pathname.slice(1)
    await administer(`alter database ${name} with allow_connections false`)
    await administer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
    for (let n = 0; n < 5; n++) await planHeads(own.db).catch(watch.suspect)
    await expect.poll(() => lines().map(line => line.msg)).toEqual(['database lost'])
    await administer(`alter database ${name} with allow_connections true`)
    await expect.poll(() => lines().map(line => line.msg)).toEqual(['database lost', 'database back'])
    expect(lines()[0]).toMatchObject({ level: 'warn', error: { sqlstate: expect.stringMatching(/^(57P01|55000)$/) } })
    expect(lines()[1]).toMatchObject({ level: 'warn', seconds: expect.any(Number) })
    watch.stop()
    await own.close()
  })

  test('a connection that broke alone is no lost database', async () => {
    const { log, lines } = keptLog('warn')
    const own = await connect({ database_url: url(), data_dir: '' })
    const watch = watchDatabase(log, own.db, 50)
    watch.suspect(Object.assign(new Error('terminating connection'), { code: '57P01' }))
    await expect.poll(() => lines().map(line => line.msg)).toEqual(['database connection broke'])
    watch.stop()
    await own.close()
  })
})
