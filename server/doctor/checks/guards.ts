import { type RawBuilder, sql } from 'kysely'
import { type Check, faultsIn, foundIn, together } from '../check.ts'
import { promised } from '../promised.ts'

const HOW =
  '多半是恢复时跳过了它们，或有人手工改过。请用最近的完好备份恢复到空库，或联系维护人员补上；在此之前不要录入。'

const list = (names: Iterable<string>): RawBuilder<unknown> => sql`${[...names]}::text[]`

/** Restoring, session_replication_role and DISABLE TRIGGER leave rows in without asking: what is off would never be missed. */
export const triggersOn: Check = {
  id: 'triggers_on',
  title: '触发器是否都在并启用',
  condition: 'ill',
  well: '把关的触发器都在，并且全部启用。',
  otherwise: found => `有 ${found} 个把关的触发器缺失或被停用，错误的数据会不经检查就写入。${HOW}`,
  ask: visit =>
    visit.read(trx =>
      faultsIn(
        trx,
        sql`
        with t as materialized (
          select c.relname || '.' || t.tgname as name, t.tgenabled, t.tgisinternal from pg_trigger t join pg_class c on c.oid = t.tgrelid
          where c.relnamespace = 'public'::regnamespace)
        select '缺失：' || n as fault from unnest(${list(promised().triggers)}) n where n not in (select name from t where not tgisinternal)
        union all
        select '停用：' || name from t where tgenabled not in ('O', 'A')`,
      ),
    ),
}

export const rowSecurityOn: Check = {
  id: 'row_security_on',
  title: '行级权限是否都在',
  condition: 'ill',
  well: '行级权限全部启用，各表的规则都在。',
  otherwise: found => `有 ${found} 处行级权限缺失或被停用，有人可能看到或写入别的镇街的内容。${HOW}`,
  ask: visit =>
    visit.read(trx => {
      const { secured, policies } = promised()
      return faultsIn(
        trx,
        sql`
        select '停用：' || n as fault from unnest(${list(secured)}) n
        where not exists (select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = n and c.relrowsecurity)
        union all
        select '缺失：' || n from unnest(${list(policies)}) n
        where not exists (select from pg_policy p join pg_class c on c.oid = p.polrelid
          where c.relnamespace = 'public'::regnamespace and c.relname || '.' || p.polname = n)`,
      )
    }),
}

const ROLES = ['fullcover_owner', 'fullcover_app', 'fullcover_guard']

export const rolesPlain: Check = {
  id: 'roles_plain',
  title: '数据库角色的权限',
  condition: 'ill',
  well: '三个数据库角色都在，没有多余的权限。',
  otherwise: found => `数据库角色有 ${found} 处不对。请由数据库管理员重新执行 deploy/roles.sql，并收回下面多出的权限。`,
  ask: visit =>
    visit.read(trx =>
      faultsIn(
        trx,
        sql`
        select '没有角色 ' || n as fault from unnest(${list(ROLES)}) n where not exists (select from pg_roles where rolname = n)
        union all
        select format('%s 有%s', rolname, case when rolsuper then '超级用户权限' else '绕过行级权限的权限（bypassrls）' end)
        from pg_roles where rolname = any(${list(ROLES)}) and (rolsuper or rolbypassrls)
        union all
        select format('fullcover_app 属于 %s', r.rolname) from pg_roles r
        where r.rolname in ('fullcover_owner', 'fullcover_guard') and exists (
          select from pg_auth_members m join pg_roles a on a.oid = m.member where m.roleid = r.oid and a.rolname = 'fullcover_app')`,
      ),
    ),
}

/** Worked out by the guards alone. */
const KEPT_READY = ['span', 'standing', 'day_delta', 'area_span', 'area_member']
/** Beside what is append-only, what a figure is counted or labelled from. */
const COUNTED_FROM = [...KEPT_READY, 'plan', 'plan_head', 'fact', 'subject', 'division']

export const nothingRewritten: Check = {
  id: 'nothing_rewritten',
  title: '数字的来源是否不可改写',
  condition: 'ill',
  well: '服务所用的角色不能修改或删除任何数字的来源。',
  otherwise: found => `服务所用的角色有 ${found} 处多余的权限，可以改写数字的来源。请由数据库管理员收回（revoke）。`,
  ask: visit =>
    visit.read(trx => {
      const appended = [...promised().triggers].flatMap(name =>
        name.endsWith('.append_only') || name.endsWith('.only_erased') ? [name.split('.')[0]!] : [],
      )
      return faultsIn(
        trx,
        sql`
        select format('%s：%s', t.name, string_agg(p.name, '、')) as fault
        from unnest(${list([...COUNTED_FROM, ...appended])}) t (name)
        cross join (values ('update'), ('delete'), ('truncate'), ('insert')) p (name)
        where to_regclass('public.' || t.name) is not null
          and (p.name <> 'insert' or t.name = any(${list([...KEPT_READY, 'plan_head', 'plan_write', 'seal'])}))
          and (has_table_privilege('fullcover_app', 'public.' || t.name, p.name)
            or (p.name in ('update', 'insert') and has_any_column_privilege('fullcover_app', 'public.' || t.name, p.name)))
        group by t.name order by t.name`,
      )
    }),
}

export const functionsTrue: Check = {
  id: 'functions_true',
  title: '数据库函数是否原样',
  condition: 'ill',
  well: '数据库里的函数与程序所带的逐字相同，属主正确。',
  otherwise: found => `有 ${found} 个数据库函数缺失、被改动或属主不对。${HOW}`,
  ask: visit =>
    visit.read(async trx => {
      const { functions, guarded } = promised()
      const { rows } = await sql<{ name: string; body: string; owner: string; is_open: boolean }>`
        select p.proname as name, p.prosrc as body, r.rolname as owner, p.prosecdef and p.proconfig is null as is_open
        from pg_proc p join pg_roles r on r.oid = p.proowner
        where p.pronamespace = 'public'::regnamespace and p.proname = any(${list(functions.keys())})`.execute(trx)
      const found = new Map(rows.map(row => [row.name, row]))
      return foundIn(
        [...functions].flatMap(([name, body]) => {
          const { body: kept, owner, is_open } = found.get(name) ?? {}
          if (kept === undefined) return [`缺失：${name}`]
          if (kept.trim() !== body) return [`被改动：${name}`]
          const due = guarded.has(name) ? 'fullcover_guard' : 'fullcover_owner'
          if (owner !== due) return [`${name} 的属主是 ${owner}，应为 ${due}`]
          return is_open ? [`${name} 没有固定的 search_path`] : []
        }),
      )
    }),
}

export const constraintsHeld: Check = {
  id: 'constraints_held',
  title: '约束是否都在并核对过',
  condition: 'ill',
  well: '数据库的约束都在，并且全部核对过。',
  otherwise: found => `有 ${found} 个约束缺失或没有核对过。${HOW}`,
  ask: visit =>
    visit.read(trx =>
      faultsIn(
        trx,
        sql`
        select '缺失：' || n as fault from unnest(${list(promised().constraints)}) n
        where not exists (select from pg_constraint where conname = n and connamespace = 'public'::regnamespace)
        union all
        select '没有核对：' || conname from pg_constraint where not convalidated and connamespace = 'public'::regnamespace`,
      ),
    ),
}

export const indexesWhole: Check = {
  id: 'indexes_whole',
  title: '索引是否都在并有效',
  condition: 'ill',
  well: '数据库的索引都在并且有效。',
  otherwise: found =>
    `有 ${found} 个索引缺失或无效，查询会变慢，唯一性也可能没有保证。请执行 reindex database，再查一次。`,
  ask: visit =>
    visit.read(async trx =>
      together([
        await faultsIn(
          trx,
          sql`select '缺失：' || n as fault from unnest(${list(promised().indexes)}) n
            where not exists (select from pg_class where relname = n and relkind = 'i' and relnamespace = 'public'::regnamespace)`,
        ),
        await faultsIn(
          trx,
          sql`select '无效：' || c.relname as fault from pg_index i join pg_class c on c.oid = i.indexrelid
            where c.relnamespace = 'public'::regnamespace and not (i.indisvalid and i.indisready and i.indislive)`,
        ),
      ]),
    ),
}
