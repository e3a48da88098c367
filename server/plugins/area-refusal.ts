import { ApiError } from '#core/api/errors.ts'
import type { AreaIssue, AreaIssueCode } from '#core/areas/issues.ts'

const named = ({ name }: AreaIssue, otherwise: string) => (name ? `“${name}”` : otherwise)
const squareMetres = ({ m2 }: AreaIssue) => (m2 === null ? '' : ` ${m2 < 10 ? m2.toFixed(2) : Math.round(m2)} 平方米`)

const SENTENCES: Record<AreaIssueCode, (issue: AreaIssue) => string> = {
  nothing_drawn: () => '还没有画出范围',
  shape_invalid: () => '图形无效：边线自相交、折回，或孔洞、部分之间互相重叠',
  too_many_points: () => '图形的点数须在 4 至 10000 之间',
  too_small: issue => `范围只有${squareMetres(issue)}，不足 50 平方米`,
  too_large: () => '范围超过 20 平方公里',
  outside_china: ({ at }) =>
    at && isInChina(at[1], at[0]) ? '经纬度可能颠倒：对调之后落在中国范围内' : '图形落在中国范围之外',
  overlap: issue => `与${named(issue, '另一个物业管理区域')}重叠${squareMetres(issue)}`,
  outside_town: issue => `有${squareMetres(issue)}落在${named(issue, '本镇')}的辖区之外`,
  straddles: issue => `边线切开了${named(issue, '一个小区')}：小区须整个在内，或整个在外`,
  compound_taken: issue => `${named(issue, '选中的小区')}在同一天已属于另一个物业管理区域`,
  picked_outside: issue => `选中的${named(issue, '小区')}落在范围之外`,
  no_compound: () => '范围里没有小区',
  no_ground: () => '还没有说明划定依据',
  town_without_border: () => '本镇没有边界图形，无法核对是否越界',
  gap: issue => `与${named(issue, '相邻区域')}之间有一道不足一米的缝隙`,
  sliver: () => '图形有一处宽不足一米',
  uncovered_inside: issue => `${named(issue, '一个小区')}在范围内、未落实物业管理，也未被选中`,
  outside_community: issue => `有${squareMetres(issue)}落在${named(issue, '本社区')}之外`,
}

const isInChina = (lon: number, lat: number) => lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54

/** The clerk's sentence for one thing wrong with an area. */
export const sentenceOf = (issue: AreaIssue): string => SENTENCES[issue.code](issue)

/** Refuses an area for what is wrong with it, the worst first: 409 where another area lies there, else 422. */
export function areaRefused(issues: AreaIssue[]): ApiError {
  const [worst] = issues as [AreaIssue]
  return new ApiError(worst.code === 'overlap' ? 'area_overlaps' : 'area_refused', `${sentenceOf(worst)}。`, {
    faults: issues.map(issue => ({
      code: issue.code,
      reason: sentenceOf(issue),
      ...(issue.name && { value: issue.name }),
    })),
    at: worst.at ? [worst.at[0], worst.at[1]] : undefined,
  })
}

interface DatabaseRefusal {
  constraint?: string
  detail?: string
}

/** What the guards of areas refused (migrations/0011-area-guards.sql), with its place; undefined for every other error. */
export function areaRefusal({ constraint, detail }: DatabaseRefusal): ApiError | undefined {
  if (!constraint?.startsWith('area_') || constraint.startsWith('area_draft')) return undefined
  if (constraint === 'area_in_town') {
    const issue = JSON.parse(detail!) as AreaIssue
    return new ApiError('area_refused', `新的边界会把物业管理区域${named(issue, '')}划到镇外，没有保存。`, {
      at: issue.at ? [issue.at[0], issue.at[1]] : undefined,
    })
  }
  if (detail?.startsWith('{')) return areaRefused([JSON.parse(detail) as AreaIssue])
  return new ApiError(...(OTHERWISE[constraint] ?? OTHER))
}

const OTHER = ['area_refused', '这样的物业管理区域不能保存。'] as const
const OTHERWISE: Record<string, readonly ['area_refused' | 'area_changed' | 'value_refused', string]> = {
  area_member_once: ['area_refused', '有小区在同一天已属于另一个物业管理区域。'],
  area_order: ['area_changed', '这个区域刚刚被别人改动过。'],
  area_revision_pkey: ['area_changed', '这个区域刚刚被别人改动过。'],
  area_picks: ['value_refused', '选中的小区里有本方案没有的。'],
  area_place: ['value_refused', '社区不属于所选的乡镇。'],
  area_size: ['area_refused', '范围须在 50 平方米至 20 平方公里之间。'],
}
