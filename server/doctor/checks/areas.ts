import { sql } from 'kysely'
import { type Check, faultsBy } from '../check.ts'

/** Only what is valid can be laid over something else: what is not has a check of its own. */
const whole = sql`area_span s where s.kind = 'management_area' and ST_IsValid(s.geom)`

/** A town's border or a compound's shape as it is known now. */
const known = sql`(select distinct on (x.subject) x.subject, x.geom, x.effective_on from shape x
  order by x.subject, x.geometry_revision desc)`

/** An upgrade of GEOS may think otherwise of a shape than the one that let it in. */
export const shapesInvalid: Check = {
  id: 'shapes_invalid',
  title: '图形是否有效',
  condition: 'ill',
  well: '小区、辖区和物业管理区域的图形全部有效。',
  otherwise: found =>
    `有 ${found} 个图形现在被判为无效，多半是升级 PostGIS/GEOS 之后判断变了。请在画图页面打开它们，按提示修正后重新发布。`,
  ask: faultsBy(sql`
    select format('方案 %s 的 %s（编号 %s，第 %s 版图形）：%s', x.plan, u.code, x.subject, x.geometry_revision, ST_IsValidReason(x.geom)) as fault
    from shape x join subject u on u.id = x.subject where not ST_IsValid(x.geom)
    union all
    select format('方案 %s 的区域 %s 第 %s 版：%s', r.plan, r.area, r.revision, ST_IsValidReason(r.geom))
    from area_revision r where not ST_IsValid(r.geom)`),
}

export const areasOverlap: Check = {
  id: 'areas_overlap',
  title: '区域是否互相重叠',
  condition: 'ill',
  well: '同一天有效的物业管理区域互不重叠。',
  otherwise: found =>
    `有 ${found} 对物业管理区域在同一天重叠超过 5 厘米宽。请由两家共同的镇街核对边界，重新发布其中一个。`,
  ask: faultsBy(sql`
    with s as materialized (select * from ${whole})
    select format('方案 %s：区域 %s 与区域 %s 重叠 %s 平方米', a.plan, a.area, b.area,
      round(ST_Area(ST_Intersection(a.geom, b.geom, 1e-9)::geography))) as fault
    from s a join s b on b.plan = a.plan and b.area > a.area and b.valid && a.valid and b.geom && a.geom
    where real_overlap(a.geom, b.geom) order by a.area, b.area`),
}

export const areasInTown: Check = {
  id: 'areas_in_town',
  title: '区域是否在本镇街内',
  condition: 'ill',
  well: '物业管理区域都在本镇街的边界之内。',
  otherwise: found => `有 ${found} 个物业管理区域超出了本镇街的边界。请核对是边界改过还是区域画错，重新发布其中一个。`,
  ask: faultsBy(sql`
    with s as materialized (select * from ${whole}), town as materialized (
      select * from ${known} k where k.subject in (select d.id from division d) and ST_IsValid(k.geom))
    select format('方案 %s：区域 %s 超出 %s（编号 %s）', s.plan, s.area, u.code, s.town) as fault
    from s join town t on t.subject = s.town and s.valid && daterange(t.effective_on, null) join subject u on u.id = s.town
    where strip_outside(s.geom, t.geom) is not null order by s.area`),
}

export const areasShared: Check = {
  id: 'areas_shared',
  title: '小区是否只属于一个区域',
  condition: 'ill',
  well: '每个小区在同一天最多属于一个物业管理区域。',
  otherwise: found => `有 ${found} 个小区在同一天属于两个物业管理区域。请核对下面的区域，重新发布其中一个。`,
  ask: faultsBy(sql`
    select format('方案 %s：小区 %s（编号 %s）同属区域 %s 与 %s', a.plan, u.code, a.compound, a.area, b.area) as fault
    from area_member a
    join area_member b on b.compound = a.compound and b.kind = a.kind and b.valid && a.valid and (b.area, b.valid) > (a.area, a.valid)
    join subject u on u.id = a.compound
    where a.kind = 'management_area' order by a.compound, a.area`),
}

/** From today on: what was known differently of days gone by stays as it was published. */
export const areasStraddled: Check = {
  id: 'areas_straddled',
  title: '小区是否压在区域边界上',
  condition: 'poorly',
  well: '没有小区压在物业管理区域的边界上。',
  otherwise: found => `有 ${found} 个小区一部分在区域内、一部分在区域外。请修正小区图形或区域边界后重新发布。`,
  ask: faultsBy(sql`
    with s as materialized (select * from ${whole}), yard as materialized (
      select k.*, u.code from ${known} k join subject u on u.id = k.subject and u.kind = 'compound' where ST_IsValid(k.geom))
    select format('方案 %s：小区 %s（编号 %s）有 %s%% 在区域 %s 内', s.plan, y.code, y.subject, round(100 * i.share), s.area) as fault
    from s join yard y on y.geom && s.geom
    cross join lateral (select greatest(y.effective_on, (plan_now(s.plan) at time zone 'Asia/Shanghai')::date) as day) d
    cross join lateral (select share_inside(y.geom, s.geom) as share) i
    where (select u.plan from subject u where u.id = y.subject) = s.plan and s.valid && daterange(d.day, null)
      and i.share > 0.02 and i.share < 0.98 and not is_succeeded(s.plan, y.subject, greatest(lower(s.valid), d.day))
    order by y.subject, s.area`),
}
