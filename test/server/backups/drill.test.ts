import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Backup } from '#core/api/operations.ts'
import { buildApp } from '../../../server/app.ts'
import { brokenIn, SUMS, sha256Of } from '../../../server/backups/check-sums.ts'
import { makeBackup } from '../../../server/backups/make-backup.ts'
import { MANIFEST, readManifest } from '../../../server/backups/manifest.ts'
import { restoreBackup } from '../../../server/backups/restore-backup.ts'
import { type Connection, connect } from '../../../server/db/connect.ts'
import { examine } from '../../../server/doctor/examine.ts'
import { openListeners } from '../../../server/live/listeners.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { post, type Stage } from '../api/stage.ts'
import { contentPath, ERASED, everyRow, LIES, openCounty, totalsOf } from './county.ts'
import { dropDatabases, emptyDatabase, preparedDatabase, urlBehind, urlOf } from './databases.ts'

/** These are about the machine the test runs on. */
const OF_THE_MACHINE = ['backup_apart', 'disk_free', 'settings_safe']

eachOwnEngine('a backup is restored into an empty server', (connection, engine) => {
  const home = mkdtempSync(join(tmpdir(), 'fullcover-drill-'))
  const data_dir = join(home, 'data')
  const backup_dir = join(home, 'backups')
  let stage: Stage
  let made: Backup
  let folder: string
  let before: { rows: Record<string, string>; totals: Record<string, unknown> }
  beforeAll(async () => {
    stage = await openCounty(connection(), data_dir)
    const database_url = await urlBehind(connection())
    before = { rows: await everyRow(connection()), totals: await totalsOf(connection(), stage) }
    made = await makeBackup({ connection: connection(), database_url, data_dir, backup_dir, kept: 3 }, 'asked')
    folder = join(backup_dir, made.name)
  })
  afterAll(async () => {
    await stage?.close()
    await dropDatabases()
    rmSync(home, { recursive: true, force: true })
  })

  test('it is whole, has every content that is named and not the erased one', async () => {
    expect(await brokenIn(folder)).toEqual([])
    expect(made).toMatchObject({ engine, reason: 'asked', files: LIES.length })
    expect(LIES.filter(path => !existsSync(join(folder, path)))).toEqual([])
    expect(existsSync(join(folder, contentPath(ERASED)))).toBe(false)
    expect(readManifest(folder)).toMatchObject({ missing: [], damaged: [] })
  })

  const places =
    engine === 'postgres'
      ? {
          'a new database, as its administrator': async () => urlOf(await emptyDatabase()),
          'a new database, as a login that is no superuser': async () => (await preparedDatabase()).url,
        }
      : { 'a new folder': async () => undefined }
  let taken: { database_url: string | undefined; data_dir: string }

  for (const [n, [place, prepare]] of Object.entries(places).entries())
    describe(place, () => {
      let restored: Connection
      let served: Pick<Stage, 'app' | 'close'>
      beforeAll(async () => {
        taken = { database_url: await prepare(), data_dir: join(home, `into-${n}`) }
        const { differences } = await restoreBackup(folder, taken)
        expect(differences).toEqual([])
        restored = await connect(taken)
        served = await serve(restored, taken.data_dir)
      })
      afterAll(async () => {
        await served?.close()
        await restored?.close()
      })

      test('every row is the same, and every total of every plan, as known now and as known then', async () => {
        expect(await everyRow(restored)).toEqual(before.rows)
        expect(await totalsOf(restored, served)).toEqual(before.totals)
        expect(Object.values(before.totals)).toContainEqual(
          expect.objectContaining({ status: 200, total: expect.objectContaining({ covered: 1, total: 6 }) }),
        )
      })

      test('every paper is there byte by byte, and nothing else', async () => {
        for (const path of LIES)
          expect(readFileSync(join(taken.data_dir, path))).toEqual(readFileSync(join(data_dir, path)))
        expect(existsSync(join(taken.data_dir, contentPath(ERASED)))).toBe(false)
        expect(readdirSync(taken.data_dir).filter(name => name.startsWith('.'))).toEqual([])
      })

      test('the doctor finds nothing, and the chain is unbroken', async () => {
        const { findings } = await examine({ ...taken, db: restored.db, engine, backup_dir, deep: true })
        const found = findings.filter(each => each.condition !== 'well' && !OF_THE_MACHINE.includes(each.check))
        expect(found).toEqual([])
        expect(await restored.db.selectFrom('broken_seal').selectAll().execute()).toEqual([])
      })

      test('writing goes on where it stopped, and no old write is taken for an open one', async () => {
        const plan = stage.document.id
        const old = await sql`select from plan_write where txid >= pg_snapshot_xmin(pg_current_snapshot())`.execute(
          restored.db,
        )
        expect(old.rows).toHaveLength(0)
        const last = async () =>
          restored.db
            .selectFrom('observation')
            .select(({ fn }) => [fn.max('id').as('id'), fn.max('seq').as('seq')])
            .where('plan', '=', plan)
            .executeTakeFirstOrThrow()
        const { id } = await last()
        const { seq } = await restored.db
          .selectFrom('plan_head')
          .select('seq')
          .where('plan', '=', plan)
          .executeTakeFirstOrThrow()
        const row = {
          subject: stage.cast.compounds[1],
          indicator: 'management',
          value: 'floating',
          effective_on: '2024-05-02',
        }
        expect((await post({ ...stage, app: served.app }, `${stage.at}/observations`, row)).statusCode).toBe(201)
        const now = await last()
        expect(now.seq).toBe(seq + 1)
        expect(now.id).toBeGreaterThan(Number(id))
      })

      test('a second restore into the same place is refused', async () => {
        const elsewhere = { ...taken, data_dir: join(home, 'elsewhere') }
        if (engine === 'postgres') await expect(restoreBackup(folder, elsewhere)).rejects.toThrow('数据库不是空的')
        const fresh = engine === 'postgres' ? urlOf(await emptyDatabase()) : undefined
        await expect(restoreBackup(folder, { database_url: fresh, data_dir: taken.data_dir })).rejects.toThrow(
          '不是空的',
        )
      })
    })

  describe('is refused, and leaves the place empty', () => {
    const copied = (name: string) => {
      const copy = join(home, name)
      cpSync(folder, copy, { recursive: true })
      return copy
    }
    const refusal = async (copy: string, into: Partial<typeof taken> = {}) => {
      const place = {
        database_url: engine === 'postgres' ? urlOf(await emptyDatabase()) : undefined,
        data_dir: join(home, 'refused'),
        ...into,
      }
      const refused = await restoreBackup(copy, place).catch((error: Error) => error.message)
      expect(existsSync(place.data_dir) ? readdirSync(place.data_dir) : []).toEqual([])
      return refused
    }
    const flip = (path: string) => {
      const bytes = readFileSync(path)
      bytes[Math.floor(bytes.length / 2)]! ^= 1
      writeFileSync(path, bytes)
    }

    test('when a byte of the dump or of a paper is another, or a paper is missing', async () => {
      const copy = copied('flipped')
      const dump = engine === 'postgres' ? 'database.dump' : 'database.tar.gz'
      flip(join(copy, dump))
      flip(join(copy, LIES[0]!))
      rmSync(join(copy, LIES[1]!))
      const refused = await refusal(copy)
      for (const path of [dump, LIES[0], LIES[1]]) expect(refused).toContain(path)
    })

    test('when it is of a newer program', async () => {
      const copy = copied('newer')
      const manifest = readManifest(copy)!
      manifest.migrations.push({ name: '9999-later.sql', sha256: '0'.repeat(64) })
      writeFileSync(join(copy, MANIFEST), JSON.stringify(manifest))
      const sums = readFileSync(join(copy, SUMS), 'utf8').replace(
        /.{64}(?= {2}manifest\.json)/,
        await sha256Of(join(copy, MANIFEST)),
      )
      writeFileSync(join(copy, SUMS), sums)
      expect(await refusal(copy)).toContain('更新的版本')
    })

    test('when the papers’ place leads to another disk, which a restore would put itself in front of', async () => {
      const data_dir = join(home, 'linked')
      mkdirSync(join(home, 'other-disk'), { recursive: true })
      mkdirSync(data_dir)
      symlinkSync(join(home, 'other-disk'), join(data_dir, 'files'))
      const database_url = engine === 'postgres' ? urlOf(await emptyDatabase()) : undefined
      await expect(restoreBackup(folder, { database_url, data_dir })).rejects.toThrow('files 是链接')
      expect(readdirSync(data_dir)).toEqual(['files'])
    })

    test('when the engine does not fit, or it is no backup at all', async () => {
      const other = engine === 'postgres' ? undefined : 'postgres://nobody@127.0.0.1:1/nothing'
      expect(await refusal(folder, { database_url: other })).toContain('DATABASE_URL')
      expect(await refusal(home)).toContain('不是一份完整的备份')
    })
  })
})

/** The application over a restored database. */
async function serve(connection: Connection, data_dir: string): Promise<Pick<Stage, 'app' | 'close'>> {
  const { db, engine } = connection
  const live = await openListeners(connection)
  const app = (await buildApp({ db, engine, live, data_dir, isReady: async () => true })) as unknown as Stage['app']
  return {
    app,
    close: async () => {
      await app.close()
      await live.close()
    },
  }
}
