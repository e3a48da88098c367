import { expect, test } from 'vitest'
import { ledgerColumns } from '#core/ledger/columns.ts'
import { type NameBook, readCell } from '#core/ledger/read-cell.ts'
import { planFile } from '../../helpers/plans.ts'

const columns = ledgerColumns(planFile('xx-county-2024'))
const column = (id: string) => columns.find(each => each.id === id)!
const book: NameBook = {
  communities: new Map([
    ['东关社区', [11]],
    ['新华社区', [12, 13]],
  ]),
  organisations: new Map([['安居物业', [21]]]),
}
const read = (id: string, typed: string) => readCell(column(id), typed, book, '2024-12-31')
const kept = (value: string) => ({ ok: true, value })
const refused = (reason: string) => ({ ok: false, reason })

test.each([
  ['households', '65户', kept('65')],
  ['households', '１，２３４', kept('1234')],
  ['floor_area', '1.2万㎡', kept('12000')],
  ['floor_area', '9000.6', kept('9001')],
  ['buildings', '65栋', kept('65')],
  ['built_year', '1985年', kept('1985')],
  ['since', '2024年6月30日', kept('2024-06-30')],
  ['due_on', '2024/7/1', kept('2024-07-01')],
  ['mode', '专业化物业', kept('professional')],
  ['unit_yard', '是', kept('true')],
  ['community', ' 东关社区 ', kept('11')],
  ['manager', '安居物业', kept('21')],
  ['name', '  锦绣 小区 ', kept('锦绣 小区')],
  ['score', '88.5', kept('88.5')],
])('%s “%s” 读得懂', (id, typed, reading) => expect(read(id, typed)).toEqual(reading))

test.each([
  ['households', '一百', refused('number_refused')],
  ['households', '-3', refused('count_refused')],
  ['households', '1.5', refused('count_refused')],
  ['built_year', '85', refused('year_refused')],
  ['since', '2024-02-31', refused('day_refused')],
  ['since', '2025-01-01', refused('day_out_of_range')],
  ['mode', '物业', refused('choice_refused')],
  ['unit_yard', '也许', refused('boolean_refused')],
  ['community', '西关社区', refused('community_unknown')],
  ['community', '新华社区', refused('community_not_unique')],
  ['name', '长'.repeat(81), refused('text_too_long')],
  ['name', 'a\u0000b', refused('text_control')],
  ['code', 'X1', refused('not_edited')],
  ['town', '城关镇', refused('not_edited')],
  ['reported_on', '2024-01-01', refused('not_edited')],
])('%s “%s” 当场说明原因', (id, typed, reading) => expect(read(id, typed)).toEqual(reading))

test('空白什么也不说；没见过的单位留着名字', () => {
  expect(read('households', '　 ')).toBeNull()
  expect(read('code', '')).toBeNull()
  expect(read('manager', '新来的物业')).toEqual({ ok: true, value: '', called: '新来的物业' })
})

test('每个方案的每一列都有自己的位置，推算的指标不在其中', () => {
  for (const id of ['mengjin-2019', 'sishui-2019', 'xx-county-2024', 'xx-district-2024', 'xx-town']) {
    const plan = planFile(id)
    const ids = ledgerColumns(plan).map(each => each.id)
    expect(new Set(ids).size, id).toBe(ids.length)
    const derived = plan.indicators.filter(each => each.derived).map(each => each.id)
    expect(ids.filter(each => derived.includes(each))).toEqual([])
    const stored = plan.indicators.filter(each => each.on === 'compound' && !each.derived && each.type !== 'mode')
    for (const indicator of stored) expect(ids).toContain(indicator.id)
  }
})
