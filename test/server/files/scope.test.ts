import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { papersOf } from '../../../server/files/files.queries.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { ask, openStage, post, type Stage } from '../api/stage.ts'
import { asRole, refused } from '../db/as-role.ts'
import { PDF, PNG } from './contents.ts'

/**
 * county
 * ├─ a: compounds 0, 3    its clerk
 * ├─ b: compounds 1, 4    another clerk
 * └─ c
 */
eachOwnEngine('papers and persons by community', connection => {
  const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-scope-'))
  let stage: Stage
  let own: string
  let other: string
  beforeAll(async () => {
    stage = await openStage(connection(), data_dir)
    const [a, b] = stage.cast.communities
    own = `own-${stage.document.id}`.slice(0, 60)
    other = `other-${stage.document.id}`.slice(0, 60)
    await asRole(connection(), 'fullcover_owner', null, async trx => {
      await trx
        .insertInto('account')
        .values([
          { id: own, name: '甲社区', role: 'community' },
          { id: other, name: '乙社区', role: 'community' },
        ])
        .execute()
      await trx
        .insertInto('account_grant')
        .values([
          { account: own, plan: stage.document.id, subject: a! },
          { account: other, plan: stage.document.id, subject: b! },
        ])
        .execute()
    })
    await bring(PNG, `&subject=${stage.cast.compounds[0]}`)
    await bring(PDF, '')
    await post(stage, `${stage.at}/compounds/${stage.cast.compounds[0]}/contacts`, {
      role: 'yard_chief',
      name: '赵敏',
      phone: '13700001111',
      from_on: '2024-04-01',
    })
  })
  afterAll(async () => {
    await stage.close()
    rmSync(data_dir, { recursive: true })
  })
  const bring = (payload: Buffer, query: string) =>
    ask(stage, `${stage.at}/files?name=a${query}`, {
      method: 'POST',
      payload,
      headers: { 'content-type': 'application/octet-stream' },
    })
  const as = <T>(account: string, statement: string) =>
    asRole(connection(), 'fullcover_app', account, async trx => (await sql.raw<T>(statement).execute(trx)).rows)
  const files = `select sha256 from file where plan = '%' order by id`
  const inPlan = (text: string) => text.replace('%', stage.document.id)

  test('a community’s clerk sees the papers of its compounds, and none of another’s or of nobody’s', async () => {
    expect(await as(own, inPlan(files))).toHaveLength(1)
    expect(await as(other, inPlan(files))).toHaveLength(0)
    expect(await as('local', inPlan(files))).toHaveLength(2)
    const papers = await asRole(connection(), 'fullcover_app', other, trx =>
      papersOf(trx, stage.document.id, stage.cast.compounds[0]!),
    )
    expect(papers).toEqual([])
  })

  test('so with persons', async () => {
    const contacts = inPlan(`select name from contact where plan = '%'`)
    expect(await as(own, contacts)).toEqual([{ name: '赵敏' }])
    expect(await as(other, contacts)).toEqual([])
  })

  test('nobody brings a paper for another’s compound, erases one of theirs, or names one unseen', async () => {
    const insert = (account: string, i: number) =>
      as(
        account,
        `insert into file (plan, sha256, type, bytes, name, subject, account)
         values ('${stage.document.id}', '${'e'.repeat(64)}', 'pdf', 9, 'x', ${stage.cast.compounds[i]}, '${account}')`,
      )
    await insert(own, 3)
    await refused(insert(own, 1), '42501')
    await refused(insert(other, 0), '42501')
    const [file] = await as<{ sha256: string }>(own, inPlan(files))
    const erase = `select erase_file('${stage.document.id}', '${file!.sha256}', 'x') as n`
    expect(await as(other, erase)).toEqual([{ n: 0 }])
    const observe = (account: string, i: number) =>
      asRole(connection(), 'fullcover_app', account, async trx => {
        const plan = stage.document.id
        const { rows } = await sql<{
          seq: number
        }>`select seq from open_write(${plan}, ${account}, 'test', null, false)`.execute(trx)
        await trx
          .insertInto('observation')
          .values({
            plan,
            seq: rows[0]!.seq,
            subject: stage.cast.compounds[i]!,
            indicator: 'management',
            value: 'professional',
            organisation: null,
            effective_on: '2024-05-02',
            period: null,
            replaces: null,
            evidence: [`contract:${file!.sha256}`],
            note: null,
          })
          .execute()
      })
    await refused(observe(other, 1), '23503', 'file_known')
    await observe(own, 3)
    expect(
      await as(own, inPlan(`select distinct subject from file where plan = '%' and sha256 = '${file!.sha256}'`)),
    ).toHaveLength(2)
  })
})
