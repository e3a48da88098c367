import { expect, test } from 'vitest'
import type { Span } from '#core/imports/standing.ts'
import { importReport } from '../../../server/imports/report.ts'
import { AS_OF, change, compound, feature, HEADER, ledgerOf, PLAN, span, TOWN } from '../../core/imports/factory.ts'

const spans: Record<string, Span[]> = {
  households: [span('65', '2024-03-11')],
  management: [span('floating', '2024-04-01', { observation: 9 })],
}
const standing = { ...TOWN, compounds: [compound(7, 'A01', '粮食局家属院', { spans })] }

test('报告像人话：新增多少、改了什么、哪里不对', () => {
  const ledger = ledgerOf(
    [...HEADER, '填表人'],
    ['A01', '粮食局家属院', '', '', 66, '专业化物业', '安居物业', '2024-05-12', '张三'],
    ['A02', '新院', '城关镇', '东关社区', '若干', '', '', '', ''],
  )
  const input = {
    ledger,
    shapes: [feature({ number: 3, name: '没有的小区' })],
    divisions: [],
    as_of: AS_OF,
    datum_said: false,
    undo: {},
  }
  const lines = importReport({
    plan: PLAN,
    seq: 1,
    input,
    change: change(standing, input),
    notes: [],
    sheets: [],
    as_given: [],
    names: [],
  })
  expect(lines).toEqual([
    `方案：${PLAN.title}（${PLAN.id}）　截至 2024-10-18`,
    '台账：2 行，新增小区 1，有改动 1，未变 0',
    '新增辖区 0，新增单位 1，新增填报记录 6',
    '图形：读到 1 个，新增 0，改动 0，未变 0，其中按名称对应 0',
    '未落图小区：2 个',
    '没有对应小区、不导入的图形：1 个',
    '  第 3 个 没有的小区',
    '工作表“台账”中不导入的列：填表人',
    '改动：',
    '  A01 粮食局家属院 户数：65 → 66（2024-10-18 起）',
    '  A01 粮食局家属院 管理模式：流动物业 → 专业化物业 安居物业（2024-05-12 起）',
    '需要改正 1 处：',
    '  台账 第 3 行 “户数”：“若干” 不是可以识别的数字。 [number_refused]',
  ])
})
