import { sql } from 'kysely'
import { type Check, faultsBy, faultsIn, foundIn } from '../check.ts'

const OLDEST = { postgres: 15, postgis: [3, 3] } as const

interface Versions {
  postgres: number
  shown: string
  postgis: string
  geos: string
}

export const engineKnown: Check = {
  id: 'engine_known',
  title: '数据库的版本',
  condition: 'ill',
  well: '',
  otherwise: () => '',
  ask: visit =>
    visit.read(async trx => {
      const { rows } = await sql<Versions>`
        select current_setting('server_version_num')::int / 10000 as postgres, current_setting('server_version') as shown,
          postgis_lib_version() as postgis, postgis_geos_version() as geos`.execute(trx)
      return judgeVersions(rows[0]!)
    }),
}

/** Whether an engine is one this program was made for. */
export function judgeVersions({ postgres, shown, postgis, geos }: Versions) {
  const [major = 0, minor = 0] = postgis.split('.').map(Number)
  const [least_major, least_minor] = OLDEST.postgis
  const old = [
    ...(postgres < OLDEST.postgres ? [`PostgreSQL ${shown}，需要 ${OLDEST.postgres} 或更新`] : []),
    ...(major < least_major || (major === least_major && minor < least_minor)
      ? [`PostGIS ${postgis}，需要 ${OLDEST.postgis.join('.')} 或更新`]
      : []),
  ]
  const now = `PostgreSQL ${shown.split(' ')[0]}，PostGIS ${postgis}，GEOS ${geos}`
  return {
    ...foundIn(old),
    sentence: old.length > 0 ? `数据库版本太旧：${now}。请先升级数据库，再使用本程序。` : `${now}，符合要求。`,
  }
}

/** After the server's packages were upgraded, an extension's SQL side stays behind until somebody says so. */
export const extensionsCurrent: Check = {
  id: 'extensions_current',
  title: '扩展是否随服务器升级',
  condition: 'poorly',
  well: '数据库扩展与服务器所带的版本一致。',
  otherwise: found =>
    `有 ${found} 个数据库扩展还停在旧版本。请先备份，再由数据库管理员在本库执行：alter extension 名称 update。`,
  ask: faultsBy(sql`
    select format('%s：已装 %s，服务器带的是 %s', e.extname, e.extversion, a.default_version) as fault
    from pg_extension e join pg_available_extensions a on a.name = e.extname
    where e.extversion <> a.default_version order by 1`),
}

/** Another libc may sort otherwise: an index on text that was built by the old order is then searched by the new one. */
export const collationSame: Check = {
  id: 'collation_same',
  title: '文字排序规则是否变了',
  condition: 'ill',
  well: '文字的排序规则与建库时相同。',
  otherwise: () =>
    '操作系统升级后文字的排序规则变了，索引可能查不全。请在停止服务时由数据库管理员执行 reindex database，再执行 alter database … refresh collation version。',
  ask: faultsBy(sql`
    select format('建库时是 %s，现在是 %s', d.datcollversion, v.now) as fault
    from pg_database d cross join lateral (select pg_database_collation_actual_version(d.oid) as now) v
    where d.datname = current_database() and d.datcollversion is not null and d.datcollversion is distinct from v.now`),
}

/** The embedded engine writes without waiting for the disk by its nature, and is for trying. */
export const settingsSafe: Check = {
  id: 'settings_safe',
  title: '数据库的危险设置',
  condition: 'ill',
  well: '数据库的落盘设置都是安全的。',
  otherwise: found =>
    `数据库有 ${found} 项危险的设置，断电后可能丢失已经确认的写入，甚至损坏数据。请在 postgresql.conf 里改回下面的值并重启数据库。`,
  ask: async visit => {
    if (visit.engine === 'pglite')
      return { found: 0, sentence: '正在使用内嵌数据库：适合试用，正式使用请换成 PostgreSQL。' }
    return visit.read(trx =>
      faultsIn(
        trx,
        sql`
        select format('%s = %s，应为 %s', s.name, s.setting, safe.setting) as fault
        from (values ('fsync', 'on'), ('full_page_writes', 'on'), ('synchronous_commit', 'on'),
          ('zero_damaged_pages', 'off'), ('ignore_checksum_failure', 'off')) safe (name, setting)
        join pg_settings s on s.name = safe.name
        where (s.setting = 'off') <> (safe.setting = 'off') order by 1`,
      ),
    )
  },
}

/** The most two clocks may be apart, ms. */
const APART_MS = 60_000

export const clockRight: Check = {
  id: 'clock_right',
  title: '时钟',
  condition: 'ill',
  well: '数据库与本机的时钟一致，没有写入记着将来的时间。',
  otherwise: found => `有 ${found} 处时间不对。请检查这台机器和数据库所在机器的对时（timedatectl）。`,
  ask: visit =>
    visit.read(async trx => {
      const before = visit.now()
      const { rows } = await sql<{
        now: number
      }>`select extract(epoch from clock_timestamp())::float8 * 1000 as now`.execute(trx)
      const after = visit.now()
      const theirs = rows[0]!.now
      // Between asking and hearing the answer any moment may have been theirs.
      const apart = Math.max(0, before - theirs, theirs - after)
      const faults = apart > APART_MS ? [`数据库的时钟与本机相差 ${Math.round(apart / 1000)} 秒`] : []
      const { examples } = await faultsIn(
        trx,
        sql`select format('方案 %s 的最后一次写入记为 %s，在将来', h.plan, to_char(h.recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')) as fault
          from plan_head h join plan p on p.id = h.plan
          where not p.demo and h.recorded_at > plan_now(h.plan) + interval '1 minute' order by h.plan`,
      )
      return foundIn([...faults, ...examples])
    }),
}
