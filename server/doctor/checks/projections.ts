import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../db/database.ts'
import { type Check, eachPlan, faultsIn, together } from '../check.ts'

const EVER = sql`9223372036854775807`

/** Rows that are kept and should not be, and rows that should be and are not. `said` names a row for whoever looks for it. */
const differing = (kept: RawBuilder<unknown>, fresh: RawBuilder<unknown>, said: RawBuilder<unknown>) => sql`
  select format('%s：%s', d.side, ${said}) as fault from (
    (select '多出' as side, k.* from (${kept} except all ${fresh}) k)
    union all
    (select '缺少' as side, f.* from (${fresh} except all ${kept}) f)) d`

const SPAN = sql`subject, indicator, basis, from_on, to_on, value, organisation, observation`
const STANDING = sql`subject, indicator, basis, from_on, to_on, value, organisation, community, member, households, floor_area`

const spansOf = (trx: Trx, plan: string) =>
  faultsIn(
    trx,
    differing(
      sql`select ${SPAN} from span where plan = ${plan}`,
      sql`select ${SPAN} from spans_of(${plan}, null, ${EVER})`,
      sql`format('方案 %s 编号 %s 的 %s（%s，自 %s 起）', ${plan}::text, d.subject, d.indicator, d.basis, d.from_on)`,
    ),
  )

/** The standing rows are worked out once and serve both comparisons: at ten thousand compounds it is what takes the time. */
const standingOf = async (trx: Trx, plan: string) => {
  const fresh = sql`with fresh as materialized (select ${STANDING} from standing_of(${plan}, null, ${EVER}))`
  const standing = differing(
    sql`select ${STANDING} from standing where plan = ${plan}`,
    sql`select ${STANDING} from fresh`,
    sql`format('方案 %s 编号 %s 的 %s（%s，自 %s 起）', ${plan}::text, d.subject, d.indicator, d.basis, d.from_on)`,
  )
  const deltas = differing(
    sql`select indicator, basis, scope, member, value, day, n::bigint, households::numeric, floor_area::numeric from day_delta
      where plan = ${plan} and (n, households, floor_area) <> (0, 0, 0)`,
    sql`select e.indicator, e.basis, c.scope, e.member, e.value, t.day, sum(t.sign)::bigint as n,
        sum(t.sign * e.households) as households, sum(t.sign * e.floor_area) as floor_area
      from fresh e cross join lateral (values (e.from_on, 1), (e.to_on, -1)) t (day, sign)
      cross join lateral (select 0::bigint as scope union select e.community where e.community is not null) c
      where t.day < 'infinity' group by 1, 2, 3, 4, 5, 6
      having sum(t.sign) <> 0 or sum(t.sign * e.households) <> 0 or sum(t.sign * e.floor_area) <> 0`,
    sql`format('方案 %s 在 %s 的 %s 日增减（%s，范围 %s）', ${plan}::text, d.day, d.indicator, d.basis, d.scope)`,
  )
  return faultsIn(trx, sql`${fresh} select fault from (${standing}) s union all select fault from (${deltas}) t`)
}

export const standingKept: Check = {
  id: 'standing_kept',
  title: '现状与填报记录是否一致',
  condition: 'ill',
  well: '各项现状和每日增减与填报记录重新推算的结果逐行相同。',
  otherwise: found =>
    `有 ${found} 行现状与填报记录推算的不同，墙上的数字可能有误；填报记录本身没有问题。请先备份，停止服务，由数据库管理员在本库执行下面这一句，再查一次：begin; set local role fullcover_owner; delete from standing where plan = '方案编号'; delete from day_delta where plan = '方案编号'; select refresh_standing('方案编号', null); commit;`,
  ask: eachPlan(async (trx, plan) => together([await spansOf(trx, plan), await standingOf(trx, plan)])),
}

const AREA = sql`area, valid, kind, revision, name, town, geom`
const MEMBER = sql`compound, area, kind, valid`

export const areasKept: Check = {
  id: 'areas_kept',
  title: '区域现状与发布记录是否一致',
  condition: 'ill',
  well: '各区域的有效日期、边界和所含小区与发布记录重新推算的结果逐行相同。',
  otherwise: found =>
    `有 ${found} 行区域现状与发布记录推算的不同；发布记录本身没有问题。请先备份，停止服务，由数据库管理员在本库执行下面这一句，再查一次：begin; set local role fullcover_owner; select refresh_areas('方案编号', null); commit;`,
  ask: eachPlan(async (trx, plan) =>
    together([
      await faultsIn(
        trx,
        differing(
          sql`select area, valid, kind, revision, name, town, ST_AsBinary(geom) as geom from area_span where plan = ${plan}`,
          sql`select ${AREA} from (
            select s.area, s.valid, k.kind, s.revision, r.name, k.town, ST_AsBinary(r.geom) as geom
            from area_spans_of(${plan}, null, ${EVER}) s
            join area_revision r on r.area = s.area and r.revision = s.revision join area k on k.id = s.area) w`,
          sql`format('方案 %s 的区域 %s 第 %s 版（%s）', ${plan}::text, d.area, d.revision, d.valid)`,
        ),
      ),
      await faultsIn(
        trx,
        differing(
          sql`select ${MEMBER} from area_member where plan = ${plan}`,
          sql`select ${MEMBER} from area_members_of(${plan}, null, ${EVER})`,
          sql`format('方案 %s 的区域 %s 中编号 %s 的小区（%s）', ${plan}::text, d.area, d.compound, d.valid)`,
        ),
      ),
    ]),
  ),
}
