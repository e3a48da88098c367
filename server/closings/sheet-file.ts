import type { Sheet, SheetRow } from '#core/api/closing-sheets.ts'
import { choicesOf, indicatorOf } from '#core/plan/meets.ts'
import { modeIndicator } from '#core/plan/mode.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { shownIndicator } from '../compounds/shown-indicator.ts'
import { type Cell, workbookOf } from '../exports/spreadsheet.ts'
import type { SheetBook } from './sheet-of.ts'

const SHANGHAI = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' })
const SIGNED_BY = '核对单位（盖章）：　　　　　　　　　　核对人：　　　　　　　　　　日期：　　　　年　　月　　日'

const MEMBERS: Record<string, string> = { baseline: '底数', addition: '另增' }

const columnsOf = (document: PlanDocument): [string, (row: SheetRow, at: number) => Cell][] => {
  const shown = indicatorOf(document, shownIndicator(document))
  const words = new Map(shown ? choicesOf(document, shown).map(({ id, zh }) => [id, zh]) : [])
  return [
    ['序号', (_, at) => String(at + 1)],
    ['编号', ({ code }) => code],
    ['名称', ({ name }) => name],
    [document.levels.find(({ id }) => id === 'community')?.zh ?? '社区', ({ community }) => community],
    ['底数', ({ member }) => MEMBERS[member] ?? '不在底数'],
    [
      modeIndicator(document)?.zh ?? shown?.zh ?? '情况',
      ({ value }) => (value === null ? '未填报' : (words.get(value) ?? value)),
    ],
    ['管理单位', ({ manager }) => manager],
    ['起始日期', ({ since }) => since],
    ['已核定', ({ verified }) => (verified ? '是' : '否')],
    ['户数', ({ households }) => households],
    ['建筑面积（㎡）', ({ floor_area }) => floor_area],
    ['核对意见', () => null],
  ]
}

/** 核对表: one town's or unit's sheet to print on A4, to be checked by pen and signed. */
export async function sheetFile({ closing, document }: SheetBook, sheet: Sheet): Promise<Buffer> {
  const columns = columnsOf(document)
  const { totals, basis } = sheet
  const total: Record<string, Cell> = {
    序号: '合计',
    名称: `底数 ${totals.compounds} 个，${document.words.covered ?? '已覆盖'} ${totals.covered} 个${totals.additions > 0 ? `，另增 ${totals.additions} 个` : ''}`,
    户数: totals.households,
    '建筑面积（㎡）': totals.floor_area,
  }
  const taken =
    closing.known_at === null ? '尚未截数，截至现在所知' : `截数时间：${SHANGHAI.format(new Date(sheet.known_at))}`
  return workbookOf([
    {
      name: '核对表',
      lined: true,
      widths: { 0: 5, [columns.length - 1]: 24 },
      above: [
        `${document.place}${closing.title}核对表`,
        `${sheet.name}　　截至：${closing.as_of}　　${taken}　　口径：${basis === 'verified' ? '核定数' : '上报数'}`,
      ],
      head: columns.map(([zh]) => zh),
      rows: [
        ...sheet.rows.map((row, at) => columns.map(([, value]) => value(row, at))),
        columns.map(([zh]) => total[zh] ?? null),
      ],
      below: ['如有出入，请在“核对意见”栏写明，并在台账中更正。', SIGNED_BY],
    },
  ])
}
