import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { brokenIn } from '../../../server/backups/check-sums.ts'
import { listBackups } from '../../../server/backups/list-backups.ts'
import { type BackupPlace, makeBackup } from '../../../server/backups/make-backup.ts'
import { readManifest } from '../../../server/backups/manifest.ts'
import { restoreBackup } from '../../../server/backups/restore-backup.ts'
import { connect } from '../../../server/db/connect.ts'
import { recordWrite } from '../../../server/db/write.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import type { Watched } from '../../../server/operations/watched.ts'
import { administer, onPostgres } from '../../helpers/engines.ts'
import { openStage, type Stage } from '../api/stage.ts'
import { PDF, PNG } from '../files/contents.ts'
import { sha256 } from '../packs/contents.ts'
import { bring, contentPath } from './county.ts'
import { dropDatabases, emptyDatabase, passwordOf, preparedDatabase, urlOf } from './databases.ts'

onPostgres('a backup', (connection, url) => {
  const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-making-'))
  let backup_dir: string
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection(), data_dir)
    await administer(
      'create table "Somebody’s own" (note text); create function own() returns int language sql return 1',
      url(),
    )
    await bring(stage, '合同.png', PNG)
    await bring(stage, '备案.pdf', PDF)
  })
  beforeEach(() => {
    backup_dir = mkdtempSync(join(tmpdir(), 'fullcover-backups-'))
  })
  afterEach(() => rmSync(backup_dir, { recursive: true, force: true }))
  afterAll(async () => {
    await stage.close()
    await dropDatabases()
    rmSync(data_dir, { recursive: true, force: true })
  })
  const place = (): BackupPlace => ({ connection: connection(), database_url: url(), data_dir, backup_dir, kept: 2 })
  const make = (watched?: Watched, more: Partial<BackupPlace> = {}) =>
    makeBackup({ ...place(), ...more }, 'asked', watched)
  const pathIn = (name: string, content: Buffer) => join(backup_dir, name, contentPath(content))

  test('is one at a time: the second is told that one is running', async () => {
    const first = make()
    await expect(make()).rejects.toMatchObject({ failure: 'running', message: expect.stringContaining('正在进行') })
    await first
    expect(await listBackups(backup_dir)).toHaveLength(1)
    expect(readdirSync(backup_dir)).toHaveLength(1)
  })

  test('takes no room again for what has not changed; beyond the count the oldest goes, and what is no whole backup stays', async () => {
    const others = ['2020-01-01', '2020-01-01T00-00-00Z', 'notes']
    for (const name of others) mkdirSync(join(backup_dir, name))
    const one = await make()
    const two = await make()
    expect(statSync(pathIn(two.name, PNG)).ino).toBe(statSync(pathIn(one.name, PNG)).ino)
    expect(two.bytes).toBeGreaterThan(PNG.length + PDF.length)
    const three = await make()
    expect((await listBackups(backup_dir)).map(each => each.name)).toEqual([three.name, two.name])
    expect(readdirSync(backup_dir).sort()).toEqual([...others, two.name, three.name].sort())
    expect(await brokenIn(join(backup_dir, two.name))).toEqual([])
  })

  test('that is stopped, or whose database goes away, leaves nothing', async () => {
    const stop = new AbortController()
    const progress = (done: number) => done > 0.3 && stop.abort()
    await expect(make({ progress, signal: stop.signal })).rejects.toMatchObject({ failure: 'stopped' })
    expect(readdirSync(backup_dir)).toEqual([])

    const gone = await connect({ database_url: urlOf('fullcover_no_such_database'), data_dir })
    await expect(make({}, { connection: gone })).rejects.toMatchObject({ failure: 'refused' })
    await gone.close()
    const away = await connect({ database_url: 'postgres://nobody@127.0.0.1:1/nothing', data_dir })
    await expect(make({}, { connection: away })).rejects.toMatchObject({ failure: 'database_away' })
    await away.close()
    const empty = await connect({ database_url: urlOf(await emptyDatabase()), data_dir })
    await expect(make({}, { connection: empty })).rejects.toMatchObject({ failure: 'empty_database' })
    await empty.close()
    expect(readdirSync(backup_dir)).toEqual([])
  })

  test('that was killed is swept away by the next, whose process number may be anybody’s by now', async () => {
    mkdirSync(join(backup_dir, '.2026-01-01T00-00-00Z', 'files'), { recursive: true })
    writeFileSync(join(backup_dir, '.2026-01-01T00-00-00Z', 'files', 'half'), 'half')
    writeFileSync(join(backup_dir, '.running'), `${process.ppid} 1`)
    const { name } = await make()
    expect(readdirSync(backup_dir)).toEqual([name])
  })

  test('names a paper that is missing and one that is damaged, and carries on', async () => {
    const paper = join(data_dir, contentPath(PNG))
    const other = join(data_dir, contentPath(PDF))
    unlinkSync(paper)
    writeFileSync(other, 'damaged')
    try {
      const { name, files } = await make()
      expect(files).toBe(1)
      expect(readManifest(join(backup_dir, name))).toMatchObject({
        missing: [contentPath(PNG)],
        damaged: [contentPath(PDF)],
      })
      expect(await brokenIn(join(backup_dir, name))).toEqual([])
      expect(readFileSync(pathIn(name, PDF), 'utf8')).toBe('damaged')
    } finally {
      writeFileSync(paper, PNG)
      writeFileSync(other, PDF)
    }
  })

  test('begins again where a paper was erased between the database and its content, and does not name it then', async () => {
    const png = Buffer.concat([PNG, Buffer.from('erased in between')])
    await bring(stage, '错传.png', png)
    const erase = `set role fullcover_owner; update file set erased_at = now(), erased_by = 'local',
      erased_reason = '当事人要求删除', name = null where sha256 = '${sha256(png)}'`
    let erased = false
    const { name } = await make({
      // The dump has begun: its moment is taken.
      progress: () => {
        if (erased) return
        erased = true
        execFileSync('psql', ['-q', '-c', erase, url()])
        rmSync(join(data_dir, contentPath(png)))
      },
    })
    expect(readManifest(join(backup_dir, name))).toMatchObject({ missing: [] })
    expect(existsSync(pathIn(name, png))).toBe(false)
  })

  test('is of one moment while others write: its figures, its rows and its papers fit together; what others keep beside it is left to them', async () => {
    let writing = true
    let written = 0
    const { document, cast } = stage
    const hand = async (n: number) => {
      for (let i = 0; writing; i++) {
        await recordWrite(connection().db, document.id, { account: 'local', action: 'test' }, (trx, at) =>
          addObservations(trx, at, [
            { subject: cast.compounds[n]!, indicator: 'households', value: String(i), effective_on: '2024-05-02' },
          ]),
        )
        await bring(stage, '照片.png', Buffer.concat([PNG, Buffer.from(`${n} ${i}`)]))
        written += 1
      }
    }
    const hands = [0, 1, 2].map(hand)
    await expect.poll(() => written).toBeGreaterThan(5)
    const { name } = await make()
    writing = false
    await Promise.all(hands)
    const heads = await connection().db.selectFrom('plan_head').select('seq').where('plan', '=', document.id).execute()
    const into = { database_url: (await preparedDatabase()).url, data_dir: join(backup_dir, 'into') }
    const { manifest, differences } = await restoreBackup(join(backup_dir, name), into)
    expect({ differences, missing: manifest.missing, damaged: manifest.damaged }).toEqual({
      differences: [],
      missing: [],
      damaged: [],
    })
    expect(heads[0]!.seq).toBeGreaterThan(manifest.plans.find(({ plan }) => plan === document.id)!.seq)
    const restored = await connect(into)
    const papers = await restored.db.selectFrom('file').select('sha256').where('erased_at', 'is', null).execute()
    const broken = await restored.db.selectFrom('broken_seal').selectAll().execute()
    const { rows: own } = await sql`select to_regclass('public."Somebody’s own"') as there`.execute(restored.db)
    await restored.close()
    expect(own).toEqual([{ there: null }])
    expect(broken).toEqual([])
    expect(papers.length).toBeGreaterThan(4)
    expect(
      papers.filter(({ sha256: each }) => !existsSync(join(into.data_dir, 'files', each.slice(0, 2), each))),
    ).toEqual([])
  })

  test.runIf(process.platform === 'linux')(
    'shows no password to whoever looks at the processes of the machine',
    async () => {
      const { name: login, url: with_password } = await preparedDatabase()
      const seen: string[] = []
      let looking = true
      const look = async () => {
        for (; looking; await setTimeout(2))
          for (const pid of readdirSync('/proc').filter(each => /^\d+$/.test(each)))
            try {
              const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
              if (line.includes('--format=custom') || line.includes('--use-list')) seen.push(line)
            } catch {
              // It has ended.
            }
      }
      const looks = look()
      const { name } = await make()
      await restoreBackup(join(backup_dir, name), { database_url: with_password, data_dir: join(backup_dir, 'into') })
      looking = false
      await looks
      for (const tool of ['--format=custom', '--use-list']) expect(seen).toContainEqual(expect.stringContaining(tool))
      expect(seen.join()).not.toContain(passwordOf(login))
    },
  )
})
