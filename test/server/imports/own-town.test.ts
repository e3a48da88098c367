import { beforeAll, expect, test } from 'vitest'
import { commitImport } from '../../../server/imports/commit-import.ts'
import { planImport } from '../../../server/imports/plan-import.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { write } from '../../helpers/plans.ts'
import { addPeople, type County, openCounty } from '../accounts/county.ts'

const HEAD = '编号,小区名称,镇,社区,户数\n'
const ledger = (...lines: string[]) => ({
  ledger: { name: '台账.csv', bytes: new TextEncoder().encode(HEAD + lines.map(line => `${line}\n`).join('')) },
})

eachOwnEngine('镇里的人导入', connection => {
  let at: County
  beforeAll(async () => {
    at = await openCounty(connection(), null)
    const named = [
      [at.east, '东镇'],
      [at.west, '西镇'],
      [at.communities.e1, '东一社区'],
      [at.communities.w1, '西一社区'],
      [at.compounds.e1, '东院'],
      [at.compounds.w1, '西院'],
    ] as const
    await write(connection(), at.plan, (trx, to) =>
      addObservations(
        trx,
        to,
        named.map(([subject, value]) => ({ subject, indicator: 'name', value, effective_on: '2024-03-10' })),
      ),
    )
    await addPeople(connection(), at.plan, [{ id: `east-${at.plan}`, role: 'town', grants: [at.east] }])
  })
  const account = () => `east-${at.plan}`
  const planned = (...lines: string[]) => planImport(connection().db, at.plan, ledger(...lines), {}, account())

  test('别的镇的行逐行说出来，整份不导入', async () => {
    const { change } = await planned(
      'ce1,东院,东镇,东一社区,101',
      'cw1,西院,西镇,西一社区,102',
      'x9,新西院,西镇,西一社区,30',
    )
    expect(change.faults).toMatchObject([
      { code: 'out_of_place', row: 3, value: 'cw1' },
      { code: 'out_of_place', row: 4, value: 'x9' },
    ])
  })

  test('本镇的改动和新增，导得进去', async () => {
    const done = await planned('ce1,东院,东镇,东一社区,111', 'n1,新东院,东镇,东一社区,30')
    expect(done.change.faults).toEqual([])
    expect(await commitImport(connection().db, done, account())).toEqual(expect.any(Number))
  })

  test('没有说出来的，数据库也不让写', async () => {
    const around = await planImport(connection().db, at.plan, ledger('cw1,西院,西镇,西一社区,120'))
    await expect(commitImport(connection().db, around, account())).rejects.toMatchObject({ code: '42501' })
  })
})
