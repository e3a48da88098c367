import { describe, expect, test } from 'vitest'
import { findTool, reaching } from '../../../server/backups/postgres-tools.ts'

describe('the programs of PostgreSQL', () => {
  const variables = (url: string) =>
    Object.fromEntries(Object.entries(reaching(url)).filter(([name]) => name.startsWith('PG')))

  test('reach the database of the URL: by network, with what it asks of TLS, and by socket', () => {
    expect(variables('postgres://office:p%40ss@db.xian:5433/fullcover?sslmode=no-verify')).toMatchObject({
      PGHOST: 'db.xian',
      PGPORT: '5433',
      PGUSER: 'office',
      PGPASSWORD: 'p@ss',
      PGDATABASE: 'fullcover',
      PGSSLMODE: 'require',
    })
    expect(variables('postgresql://office@/fullcover?host=/var/run/postgresql')).toMatchObject({
      PGHOST: '/var/run/postgresql',
      PGUSER: 'office',
      PGDATABASE: 'fullcover',
    })
    expect(reaching('postgres://office@db/fullcover').PGPASSWORD).toBe(process.env.PGPASSWORD)
  })

  test('are asked for by the package’s name where they are too old or missing', async () => {
    await expect(findTool('pg_dump', 99)).rejects.toMatchObject({
      failure: 'tool_missing',
      message: expect.stringContaining('apt install postgresql-client-99'),
    })
  })
})
