import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pack } from '#core/api/packs.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'
import { close, confirm, propose } from '../closings/close.ts'
import { asRole } from '../db/as-role.ts'
import { mp4, pdf, png, sha256, webm } from './contents.ts'

eachOwnEngine('资料包', connection => {
  let stage: Stage
  let data_dir: string
  let closing: number
  beforeAll(async () => {
    data_dir = mkdtempSync(join(tmpdir(), 'fullcover-packs-'))
    stage = await openStage(connection(), data_dir)
    closing = await close(connection(), stage.document.id, {
      ...{ title: '十月推进会', from_on: '2024-10-01', as_of: '2024-10-16' },
    })
  })
  afterAll(async () => {
    await stage.close()
    rmSync(data_dir, { recursive: true, force: true })
  })

  const begin = (film?: boolean, of = closing) =>
    post(stage, `${stage.at}/packs`, { closing: of, ...(film !== undefined && { film }) })
  const put = ({ id }: Pick<Pack, 'id'>, name: string, content: Buffer, hash = sha256(content)) =>
    ask(stage, `${stage.at}/packs/${id}/parts/${name}`, {
      method: 'PUT',
      payload: content,
      headers: { 'content-type': 'application/octet-stream', 'x-content-sha256': hash },
    })
  const make = ({ id }: Pick<Pack, 'id'>) => ask(stage, `${stage.at}/packs/${id}/make`, { method: 'POST' })
  const cancel = ({ id }: Pick<Pack, 'id'>) => ask(stage, `${stage.at}/packs/${id}`, { method: 'DELETE' })
  const now = async ({ id }: Pick<Pack, 'id'>) => (await ask(stage, `${stage.at}/packs/${id}`)).json<Pack>()
  const missing = (pack: Pack) =>
    pack.parts.filter(part => part.made_by === 'browser' && !part.optional && !part.sha256).map(({ name }) => name)
  const bring = async (pack: Pack) => {
    for (const name of missing(pack)) await put(pack, name, name === 'film' ? webm() : png())
  }
  const until = (pack: Pack, state: Pack['state']) =>
    expect.poll(async () => (await now(pack)).state, { timeout: 15_000, interval: 40 }).toBe(state)
  /** Whole contents in the store, and half ones. */
  const stored = () => {
    const home = join(data_dir, 'packs/files')
    const arriving = readdirSync(join(home, 'arriving'))
    const kept = readdirSync(home).flatMap(folder => (folder === 'arriving' ? [] : readdirSync(join(home, folder))))
    return { kept, arriving }
  }

  test('一键打包：缺哪几张图说得清楚，补齐后生成一个压缩包，里面的文件与校验值一致', async () => {
    const begun = (await begin(true)).json<Pack>()
    expect(begun).toMatchObject({ state: 'waiting', closing, account: 'local', zip_sha256: null })
    expect(missing(begun)).toEqual(expect.arrayContaining(['picture-standing', 'film']))
    expectProblem(await make(begun), 409, 'wrong_state')
    expect((await make(begun)).json().detail).toContain('总体进度')

    await bring(begun)
    const print = pdf()
    expect((await put(begun, 'print', print)).statusCode).toBe(200)
    expect((await make(begun)).statusCode).toBe(202)
    await until(begun, 'done')

    const done = await now(begun)
    expect(done).toMatchObject({ state: 'done', progress: 1, failure: null })
    const zip = await ask(stage, `${stage.at}/packs/${begun.id}/zip`)
    expect(zip.statusCode).toBe(200)
    expect(decodeURIComponent(zip.headers['content-disposition'] as string)).toContain(
      '十月推进会 资料包（截至 2024-10-16）.zip',
    )
    expect(sha256(zip.rawPayload)).toBe(done.zip_sha256)

    const files = unzipSync(new Uint8Array(zip.rawPayload))
    const names = Object.keys(files)
    expect(names).toEqual(
      expect.arrayContaining(['图片/01 总体进度.png', '影像/本期回放.webm', '通报/通报（打印版）.pdf', '说明.txt']),
    )
    const note = strFromU8(files['说明.txt']!)
    expect(note).toContain('数据截至：2024-10-16')
    expect(note).toMatch(/截数时间：\d{4}-\d\d-\d\d \d\d:\d\d:\d\d（北京时间）/)
    expect(note).toMatch(/数据封签：[0-9a-f]{64}/)
    expect(note).toContain('尚未签发')
    const hashes = done.parts.flatMap(part => part.sha256 ?? [])
    for (const hash of hashes) expect(note).toContain(hash)
    const inside = names.filter(name => name !== '说明.txt').map(name => sha256(Buffer.from(files[name]!)))
    expect(inside.sort()).toEqual([...hashes].sort())

    const path = join(data_dir, 'read-back.zip')
    writeFileSync(path, zip.rawPayload)
    if (existsSync('/usr/bin/unzip'))
      expect(execFileSync('unzip', ['-t', path], { env: { LC_ALL: 'C.UTF-8' } }).toString()).toContain('No errors')
  })

  test('同样的内容再打一次包，得到的压缩包一字不差', async () => {
    const contents = new Map<string, Buffer>()
    const made = []
    for (let round = 0; round < 2; round++) {
      const pack = (await begin(false)).json<Pack>()
      for (const name of missing(pack)) {
        if (!contents.has(name)) contents.set(name, png())
        await put(pack, name, contents.get(name)!)
      }
      await make(pack)
      await until(pack, 'done')
      made.push(await now(pack))
    }
    expect(made[1]!.id).not.toBe(made[0]!.id)
    expect(made[1]!.zip_sha256).toBe(made[0]!.zip_sha256)
  })

  test('再点一次打包接着上次的做，只要还缺的；同样的图再传一次什么也不变', async () => {
    const first = (await begin(true)).json<Pack>()
    const picture = png()
    const kept = (await put(first, 'picture-standing', picture)).json<Pack>()
    const again = (await begin()).json<Pack>()
    expect(again.id).toBe(first.id)
    expect(missing(again)).toEqual(missing(first).filter(name => name !== 'picture-standing'))
    expect((await put(again, 'picture-standing', picture)).json()).toEqual(kept)
    const without = (await begin(false)).json<Pack>()
    expect(without.parts.map(({ name }) => name)).not.toContain('film')
    await cancel(first)
  })

  test('不是图的、对不上校验值的、尺寸不对的、太大的、服务器自己做的，一样都不收', async () => {
    const pack = (await begin(true)).json<Pack>()
    const before = stored()
    expectProblem(await put(pack, 'picture-standing', webm()), 415, 'wrong_media_type')
    expectProblem(await put(pack, 'picture-standing', Buffer.from('<svg onload="x"/>')), 415, 'wrong_media_type')
    expectProblem(await put(pack, 'film', png()), 415, 'wrong_media_type')
    expectProblem(await put(pack, 'picture-standing', Buffer.alloc(0)), 422, 'file_refused')
    expectProblem(await put(pack, 'picture-standing', png(), 'a'.repeat(64)), 422, 'file_refused')
    expectProblem(await put(pack, 'picture-standing', png(900, { width: 1920, height: 1080 })), 422, 'file_refused')
    expectProblem(await put(pack, 'picture-standing', png(41 * 1024 * 1024)), 413, 'too_large')
    expectProblem(await put(pack, 'picture-nowhere', png()), 404, 'not_found')
    expectProblem(await put(pack, 'picture-standing', png(), 'short'), 400, 'bad_request')
    expectProblem(await put({ id: 999_999 }, 'film', webm()), 404, 'unknown_pack')
    expect(stored()).toEqual(before)
    expect((await put(pack, 'film', mp4())).statusCode).toBe(200)
    await cancel(pack)
  })

  test('取消立即生效，什么也不留下；再打包从头开始', async () => {
    const before = stored()
    const pack = (await begin(false)).json<Pack>()
    await bring(pack)
    expect(stored().kept.length).toBeGreaterThan(before.kept.length)
    await make(pack)
    expect((await cancel(pack)).json()).toMatchObject({ state: 'cancelled', parts: [] })
    expect(stored()).toEqual(before)
    expectProblem(await make(pack), 409, 'wrong_state')
    expectProblem(await put(pack, 'film', webm()), 404, 'not_found')
    expect((await cancel(pack)).statusCode).toBe(200)
    const next = (await begin()).json<Pack>()
    expect(next.id).not.toBe(pack.id)
    await cancel(next)
  })

  test('别人的资料包看得见、下载得到，动不得；各做各的', async () => {
    await asRole(connection(), 'fullcover_owner', null, trx =>
      trx.insertInto('account').values({ id: 'works', name: '物业办', role: 'office' }).execute(),
    )
    const theirs = await asRole(connection(), 'fullcover_app', 'works', async trx => {
      const { rows } = await sql<{ id: number }>`
        select begin_pack(${stage.document.id}, ${closing}::bigint) as id`.execute(trx)
      return rows[0]!
    })
    const mine = (await begin(false)).json<Pack>()
    expect(mine.id).not.toBe(theirs.id)
    expect(await now(theirs)).toMatchObject({ account: 'works', account_name: '物业办' })
    expectProblem(await put(theirs, 'film', webm()), 403, 'not_allowed')
    expectProblem(await make(theirs), 403, 'not_allowed')
    expectProblem(await cancel(theirs), 403, 'not_allowed')
    for (const steal of ['cancel_pack', 'own_pack'] as const) {
      const answer = await asRole(connection(), 'fullcover_app', 'local', trx =>
        sql<{ x: unknown }>`select (${sql.ref(steal)}(${theirs.id}::bigint)) is null as x`.execute(trx),
      )
      expect(answer.rows).toEqual([{ x: true }])
    }
    const list = (await ask(stage, `${stage.at}/packs?closing=${closing}`)).json<Pack[]>()
    expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining([mine.id, theirs.id]))
    await cancel(mine)
  })

  test('没有确认的、被代替的截数不能打包；打到一半被代替，也不再生成', async () => {
    const plan = stage.document.id
    const open = await propose(connection(), plan, { as_of: '2024-09-30' })
    expectProblem(await begin(false, open), 409, 'wrong_state')
    expectProblem(await begin(false, 999_999), 404, 'unknown_closing')
    await confirm(connection(), plan, open)
    const pack = (await begin(false, open)).json<Pack>()
    await bring(pack)
    await close(connection(), plan, { as_of: '2024-09-30', supersedes: open })
    expectProblem(await begin(false, open), 409, 'wrong_state')
    expectProblem(await make(pack), 409, 'wrong_state')
    await cancel(pack)
  })

  test('磁盘上的一张图坏了：说明坏了，只要重做这一张', async () => {
    const pack = (await begin(false)).json<Pack>()
    await bring(pack)
    const whole = await now(pack)
    const { sha256: hash } = whole.parts.find(({ name }) => name === 'picture-standing')!
    const path = join(data_dir, 'packs/files', hash!.slice(0, 2), hash!)
    writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, statSync(path).size - 1), Buffer.from('x')]))
    await make(pack)
    await until(pack, 'failed')
    const failed = await now(pack)
    expect(failed.failure).toBe('part_damaged')
    expect(missing(failed)).toEqual(['picture-standing'])
    await bring(failed)
    await make(pack)
    await until(pack, 'done')
    expect(stored().arriving).toEqual([])
  })

  test('谁在做的服务器没了声音，六秒后说是中断，可以继续', async () => {
    const pack = (await begin(false)).json<Pack>()
    await bring(pack)
    const maker = '00000000-0000-4000-8000-000000000000'
    await asRole(connection(), 'fullcover_app', 'local', trx =>
      sql`select make_pack(${pack.id}::bigint, ${maker}::uuid)`.execute(trx),
    )
    expect(await now(pack)).toMatchObject({ state: 'making', failure: null })
    expect((await make(pack)).statusCode).toBe(200)
    await asRole(connection(), 'fullcover_guard', null, trx =>
      sql`update pack set beat_at = beat_at - interval '7 seconds' where id = ${pack.id}::bigint`.execute(trx),
    )
    expect(await now(pack)).toMatchObject({ state: 'failed', failure: 'interrupted' })
    expect(missing(await now(pack))).toEqual([])
    expect((await make(pack)).statusCode).toBe(202)
    await until(pack, 'done')
  })
})
