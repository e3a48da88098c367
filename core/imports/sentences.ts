import type { Fault } from '../api/errors.ts'

/** Every reason an import can be refused for, and the sentence a clerk reads. The list is closed. */
export const IMPORT_REFUSALS = {
  file_unknown:
    '不认识这种文件：台账用 .xlsx、.xls 或 .csv，图形用 Shapefile 压缩包、GeoJSON、GeoPackage、KML 或带 WKT 的 CSV。',
  file_too_large: '文件超过 50 MB，请拆分后再导入。',
  file_damaged: '文件打不开，可能已损坏或后缀与内容不符。',
  workbook_password: '工作簿设有密码，请在 Excel 中取消密码后另存再导入。',
  workbook_macros: '工作簿带有宏（.xlsm），请另存为 .xlsx 再导入。',
  formula_without_value: '单元格是公式但没有保存计算结果，请在 Excel 中重新计算并保存，或粘贴为数值。',
  cell_error: '单元格是错误值，请改正。',
  text_encoding: '文字编码无法识别，请另存为 UTF-8 或 GBK。',
  csv_quotes: '引号没有成对，请检查本行。',
  ledger_empty: '台账里没有数据行。',
  ledger_header_missing: '没有找到表头：至少要有“小区名称”一列，以及“编号”或“社区”一列。',
  column_twice: '两列的表头意思相同，请只留一列。',
  column_field_unknown: '这一列所选的含义不在可选范围内。',
  match_unknown: '手工指定的小区不在本方案中。',
  code_twice: '同一编号出现了两次。',
  name_missing: '缺少小区名称。',
  name_not_unique: '同一社区有重名小区，仅凭名称无法对应，请补充编号。',
  text_too_long: '文字过长，最多 80 个字符。',
  text_control: '文字里有控制字符。',
  community_missing: '缺少所属社区。',
  community_not_unique: '多个乡镇有同名社区，请填写乡镇。',
  town_missing: '缺少所属乡镇。',
  number_refused: '不是可以识别的数字。',
  count_refused: '应为不小于零的整数。',
  year_refused: '应为四位年份。',
  day_refused: '不是可以识别的日期，请写成 2024-06-30 或 2024年6月30日。',
  day_out_of_range: '日期超出方案的时间范围。',
  boolean_refused: '应填“是”或“否”。',
  choice_refused: '不在可选值之中。',
  mode_missing: '填了管理单位或进驻日期，却没有填管理模式。',
  since_contradicts: '与系统中此后的记录矛盾，请先在系统内更正。',
  shape_type: '不是面图形（只接受 Polygon 或 MultiPolygon）。',
  shape_empty: '图形为空。',
  shape_coordinates: '坐标不是有效的数字。',
  shape_ring_open: '图形的边界没有闭合。',
  shape_ring_short: '图形的边界少于 3 个点。',
  shape_points: '图形超过 10000 个点，请先简化。',
  shape_outside_china: '坐标不在我国经纬度范围内。',
  shape_lonlat_swapped: '经纬度可能颠倒了。',
  shape_metric: '坐标像是以米为单位的平面坐标，请指明坐标系，例如 EPSG:4547。',
  shape_invalid: '图形无效。',
  shape_twice: '两个图形对应同一个小区或辖区。',
  shapes_many: '图形文件里的图形超过 10 万个，请拆分后再导入。',
  shapes_empty: '图形文件里没有图形。',
  out_of_place: '不在您的辖区内，只能由所在乡镇或县里改动，请从表里去掉这一行。',
  outside_county: '小区不在县域范围内。',
  crs_missing: '图形文件没有坐标系说明（.prj），请指明坐标系，例如 EPSG:4547。',
  crs_unknown: '不认识这个坐标系代码。',
  shapefile_without_dbf: 'Shapefile 缺少 .dbf 文件，没有属性就无法与台账对应。',
  shapefile_incomplete: 'Shapefile 不完整，缺少 .shx 文件。',
  layers_many: '文件里有多个图层，请只留一个。',
  zip_entries: '压缩包内文件过多（超过 200 个）。',
  zip_bomb: '压缩包解开后过大，或压缩比异常。',
  zip_path: '压缩包内有不安全的文件路径。',
  zip_nested: '压缩包里还有压缩包，请先解开。',
  zip_twice: '压缩包内有重名文件。',
  zip_password: '压缩包设有密码，请去掉密码。',
  zip_without_shapes: '压缩包里没有可以识别的图形文件。',
  datum_suspected: '图形整体偏移，可能是高德（GCJ-02）或百度（BD-09）坐标，请指明。',
  division_level_missing: '辖区图形看不出属于哪一级，请补充“层级”属性。',
  division_parent_missing: '看不出辖区的上级，请补充上级名称。',
} as const
export type ImportRefusal = keyof typeof IMPORT_REFUSALS

/** A fault with its closed code; `more` adds what only this place knows to the sentence. */
export const refusal = (code: ImportRefusal, where: Omit<Fault, 'code' | 'reason'> = {}, more = ''): Fault => ({
  ...where,
  code,
  reason: IMPORT_REFUSALS[code] + more,
})

/** What a reader throws when a whole file cannot be used. */
export class ImportRefused extends Error {
  readonly faults: Fault[]
  constructor(faults: Fault[]) {
    super(faults[0]?.reason ?? '导入被拒绝。')
    this.faults = faults
  }
}

/** Refuses a whole file for one reason. */
export const refuse = (code: ImportRefusal, where: Omit<Fault, 'code' | 'reason'> = {}, more = ''): never => {
  throw new ImportRefused([refusal(code, where, more)])
}
