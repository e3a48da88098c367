import { expect, test } from 'vitest'
import { headerWords, ledgerFields } from '#core/imports/headers.ts'
import { readLedger } from '#core/imports/ledger.ts'
import { planChange } from '#core/imports/plan-change.ts'
import { AS_OF, compound, EMPTY, HEADER, ledgerOf, PLAN, span } from './factory.ts'

const reader = { plan: PLAN, latest_on: '2024-12-31' }

test('每一项含义都有一个只指它的表头，写在表上就读得回来', () => {
  const words = headerWords(PLAN)
  for (const { field, zh } of ledgerFields(PLAN))
    expect([
      zh,
      words.get(
        zh
          .normalize('NFKC')
          .replace(/[:：\s]/g, '')
          .toLowerCase(),
      ),
    ]).toEqual([zh, field])
})

test('指定的含义胜过猜的；指定为空的列不导入', () => {
  const sheet = { name: '台账', rows: [HEADER, ['A01', '家属院', '城关镇', '东关社区', '65']] }
  const plain = readLedger(reader, [sheet])
  expect(plain.rows[0]?.values).toEqual({ households: '65' })
  const said = readLedger(reader, [sheet], { columns: { 户数: 'buildings', 社区: '' } })
  expect(said.rows[0]).toMatchObject({ values: { buildings: '65' }, levels: { town: '城关镇' } })
  expect(said.rows[0]?.levels.community).toBeUndefined()
})

test('没认出表头的表也说出它像表头的那一行，好让人指定', () => {
  const sheet = { name: '一', rows: [['二〇二四年台账'], ['甲', '乙', '丙'], ['A01', '家属院', '65']] }
  const { layout, faults } = readLedger(reader, [sheet])
  expect(layout).toMatchObject([
    { taken: false, header_row: 2, columns: [{ header: '甲', field: null, samples: ['A01'] }, {}, {}] },
  ])
  expect(faults).toMatchObject([{ code: 'ledger_header_missing' }])
  const said = readLedger(reader, [sheet], { columns: { 甲: 'code', 乙: 'name', 丙: 'households' } })
  expect(said.rows).toMatchObject([{ code: 'A01', name: '家属院', values: { households: '65' } }])
})

const input = (rows: Parameters<typeof ledgerOf>) => ({
  ledger: ledgerOf(...rows),
  shapes: [],
  divisions: [],
  as_of: AS_OF,
  datum_said: false,
  undo: {},
})

test('两个单位同名，台账里写的是这个小区现在的那一个，就不算改动', () => {
  const managed = (id: number, organisation: number) =>
    compound(id, `A0${id}`, `${id} 号院`, {
      spans: {
        ...compound(id, '', `${id} 号院`).spans,
        management: [span('self_governed', '2024-04-01', { organisation })],
      },
    })
  const organisations = [8, 9].map(id => ({ id, code: `o${id}`, name: '春晓苑业委会', named: true }))
  const divisions = [{ id: 3, code: 'x', name: '东关社区', named: true, level: 'community', parent: null, shape: null }]
  const standing = { ...EMPTY, organisations, divisions, compounds: [managed(1, 8), managed(2, 9)] }
  const row = (id: number) => [
    `A0${id}`,
    `${id} 号院`,
    null,
    '东关社区',
    null,
    '业主（居民）自治',
    '春晓苑业委会',
    '2024-04-01',
  ]
  const change = planChange(PLAN, standing, input([HEADER, row(1), row(2)]))
  expect(change.changes).toEqual([])
})

test('拆分出来的部分写在台账里，不另外列入底数', () => {
  const part = compound(5, 'A05', '东院', {
    spans: { ...compound(5, '', '东院').spans, split_from: [span('4', '2024-08-01')] },
  })
  const { roster: _, ...spans } = part.spans
  const divisions = [{ id: 3, code: 'x', name: '东关社区', named: true, level: 'community', parent: null, shape: null }]
  const standing = { ...EMPTY, divisions, compounds: [{ ...part, spans }] }
  const change = planChange(PLAN, standing, input([HEADER, ['A05', '东院', null, '东关社区', null, null, null, null]]))
  expect(change.observations).toEqual([])
})
