import type { AreaIssueCode } from '#core/areas/issues.ts'

const issues: Record<AreaIssueCode, string> = {
  nothing_drawn: '还没有画出边界。',
  shape_invalid: '边界自己交叉，或者孔洞、各部分互相重叠。',
  too_many_points: '边界的点太多，请简化。',
  too_small: '面积不足 50 m²。',
  too_large: '面积超过 20 km²。',
  outside_china: '坐标不在我国范围内。',
  overlap: '与“{name}”重叠 {m2}。',
  outside_town: '超出“{name}” {m2}。',
  straddles: '边界从“{name}”中间穿过。',
  compound_taken: '“{name}”已属于另一个区域。',
  picked_outside: '选中的“{name}”不在边界之内。',
  no_compound: '里面没有小区。',
  no_ground: '还没有填写划定依据。',
  town_without_border: '“{name}”没有导入边界，无法核对是否超出。',
  gap: '与“{name}”之间有不足 1 米的缝隙。',
  sliver: '有一处宽不足 1 米。',
  uncovered_inside: '“{name}”在边界内，未选中，也未落实物业管理。',
  outside_community: '超出所在社区“{name}” {m2}。',
}

export default issues
