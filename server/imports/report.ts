import type { Fault } from '#core/api/errors.ts'
import type { CellChange, Change } from '#core/imports/change.ts'
import { SYNONYMS } from '#core/imports/headers.ts'
import { choicesOf, indicatorOf } from '#core/plan/meets.ts'
import { modeIndicator } from '#core/plan/mode.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { PlannedImport } from './plan-import.ts'

const FAULTS_SHOWN = 1000
const CHANGES_SHOWN = 50
const WARNINGS_SHOWN = 20

const limited = <T>(items: T[], limit: number, line: (item: T) => string): string[] => [
  ...items.slice(0, limit).map(item => `  ${line(item)}`),
  ...(items.length > limit ? [`  …… 另有 ${items.length - limit} 条`] : []),
]

/** How the command is told what a fault asks for. */
const HINTS: Record<string, string> = {
  crs_missing: '（--crs EPSG:4547）',
  shape_metric: '（--crs EPSG:4547）',
  datum_suspected: '（--datum gcj02、bd09 或 wgs84）',
}

const faultLine = ({ sheet, row, column, path, value, code, reason }: Fault) => {
  const place = [path ?? sheet, row && `第 ${row} 行`, column && `“${column}”`].filter(Boolean).join(' ')
  return `${place}${place ? '：' : ''}${value ? `“${value}” ` : ''}${reason}${HINTS[code ?? ''] ?? ''} [${code}]`
}

const FACT_WORDS: Record<string, string> = { community: '社区', roster: '底数' }

const changeLine = (plan: PlanDocument, { code, name, indicator, from, to, effective_on, correction }: CellChange) => {
  const of = indicatorOf(plan, indicator)
  const word = of?.zh ?? FACT_WORDS[indicator] ?? SYNONYMS[indicator]?.[0] ?? indicator
  const choices = of ? choicesOf(plan, of) : []
  const said = (value: string) => {
    const [first = '', ...rest] = value.split(' ')
    return [choices.find(({ id }) => id === first)?.zh ?? first, ...rest].join(' ')
  }
  const before = from === null ? '未填报' : indicator === 'community' ? '原社区' : said(from)
  return `${code} ${name} ${word}：${before} → ${said(to)}（${effective_on} 起${correction ? '，更正' : ''}）`
}

const shapeLines = ({ shape_counts: shapes, unmatched, counts }: Change): string[] => {
  const unknown = unmatched.filter(({ reason }) => reason === 'unknown')
  const ambiguous = unmatched.filter(({ reason }) => reason === 'ambiguous')
  return [
    `图形：读到 ${shapes.read} 个，新增 ${shapes.added}，改动 ${shapes.changed}，未变 ${shapes.unchanged}，其中按名称对应 ${shapes.by_name}`,
    `未落图小区：${counts.unlocated} 个`,
    ...(unknown.length ? [`没有对应小区、不导入的图形：${unknown.length} 个`] : []),
    ...limited(unknown, WARNINGS_SHOWN, ({ label }) => label),
    ...(ambiguous.length ? [`名称不唯一、不导入的图形：${ambiguous.length} 个（请补充编号）`] : []),
    ...limited(ambiguous, WARNINGS_SHOWN, ({ label }) => label),
  ]
}

/** A planned import as lines a clerk reads: what would be added, changed and left, and everything that is wrong. */
export const importReport = ({ plan, input, change, notes, names }: PlannedImport): string[] => {
  const { counts, changes, warnings, faults } = change
  const ignored = input.ledger?.ignored ?? []
  const lines = [`方案：${plan.title}（${plan.id}）　截至 ${input.as_of}`]
  if (input.ledger) {
    lines.push(`台账：${counts.rows} 行，新增小区 ${counts.added}，有改动 ${counts.changed}，未变 ${counts.unchanged}`)
    lines.push(
      `新增辖区 ${change.divisions.length}，新增单位 ${change.organisations.length}，新增填报记录 ${change.observations.length}`,
    )
    if (!modeIndicator(plan)) lines.push('本方案没有管理模式指标，台账中的管理模式不导入。')
  }
  if (change.shape_counts.read || !input.ledger) lines.push(...shapeLines(change))
  else lines.push(`未落图小区：${counts.unlocated} 个`)
  if (names.length) lines.push(`前几个图形的名称：${names.join('、')}（如为乱码请不要导入）`)
  lines.push(...ignored.map(({ sheet, headers }) => `工作表“${sheet}”中不导入的列：${headers.join('、')}`))
  if (changes.length) lines.push('改动：', ...limited(changes, CHANGES_SHOWN, item => changeLine(plan, item)))
  const remarks = [...notes, ...warnings]
  if (remarks.length) lines.push('提示：', ...limited(remarks, WARNINGS_SHOWN, text => text))
  if (faults.length) lines.push(`需要改正 ${faults.length} 处：`, ...limited(faults, FAULTS_SHOWN, faultLine))
  return lines
}
