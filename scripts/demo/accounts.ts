import type { Db } from '../../server/db/database.ts'
import { asOwner } from '../../server/db/write.ts'
import type { DemoCounty } from './types.ts'

const ACCOUNTS = [
  { id: 'office', name: '县住房和物业中心', role: 'office' },
  { id: 'office-second', name: '领导小组办公室', role: 'office' },
  { id: 'town', name: '镇物业办', role: 'town' },
  { id: 'community', name: '社区', role: 'community' },
  { id: 'unit', name: '责任单位', role: 'unit' },
  { id: 'demo-administrator', name: '系统管理员', role: 'administrator' },
  { id: 'demo-assessor', name: '考评组', role: 'assessor' },
  { id: 'demo-leader', name: '县领导', role: 'leader' },
] as const

/** One account a role, of the office two, for every demo plan alike; nobody has a password. */
export const addDemoAccounts = (db: Db): Promise<unknown> =>
  asOwner(db, trx =>
    trx
      .insertInto('account')
      .values(ACCOUNTS.map(account => ({ ...account, demo: true, administers: null })))
      .onConflict(oc => oc.doNothing())
      .execute(),
  )

/** Where they write in a plan: the first town, its first community, and the unit with most compounds to its name. */
export async function grantDemoAccounts(db: Db, county: DemoCounty, subjects: Map<string, number>): Promise<void> {
  const { divisions, compounds, plan } = county
  const leaves = divisions.filter(one => !divisions.some(each => each.parent === one.code))
  const community = leaves[0]
  const town = divisions.find(each => each.code === community?.parent) ?? community
  const tasks = Map.groupBy(compounds, each => each.task_owner)
  const [unit] =
    [...tasks].filter(([owner]) => owner?.startsWith('unit')).sort((a, b) => b[1].length - a[1].length)[0] ?? []
  const grants = [
    ['town', `division ${town?.code}`],
    ['community', `division ${community?.code}`],
    ['unit', `organisation ${unit}`],
  ] as const
  const rows = grants.flatMap(([account, key]) =>
    subjects.has(key) ? [{ account, plan, subject: subjects.get(key)! }] : [],
  )
  if (rows.length > 0) await asOwner(db, trx => trx.insertInto('account_grant').values(rows).execute())
}
