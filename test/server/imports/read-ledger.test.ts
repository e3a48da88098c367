import { readFileSync } from 'node:fs'
import { zipSync } from 'fflate'
import { type WriteOptions, writeXlsx } from 'hucre'
import { expect, test } from 'vitest'
import { readLedger } from '#core/imports/ledger.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { readImport } from '../../../server/imports/read-import.ts'
import { gbk } from './gbk.ts'

const plan = JSON.parse(readFileSync('data/plans/xx-county-2024.json', 'utf8')) as PlanDocument
const reader = { plan, latest_on: '2024-12-31' }
const read = (name: string, bytes: Uint8Array) => readImport(reader, { ledger: { name, bytes } }, {})
const codesOf = async (name: string, bytes: Uint8Array) =>
  (await read(name, bytes)).faults.map(({ code }) => code ?? '')
const ledgerCodes = async (name: string, bytes: Uint8Array) => {
  const { ledger, faults } = await read(name, bytes)
  return [...faults, ...(ledger?.faults ?? [])].map(({ code }) => code)
}

const CSV = '编号,小区名称,乡镇,社区,户数\r\nA01,"阳光花园\n（二期）",城关镇,东关社区,"1,200户"\r\n'
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
const xlsx = (rows: WriteOptions['sheets'][number]['rows'], more: Partial<WriteOptions> = {}) =>
  writeXlsx({ sheets: [{ name: '台账', rows }], ...more })

test('CSV 的各种编码读出来一样：UTF-8、带标记、GBK、UTF-16', async () => {
  const utf8 = new TextEncoder().encode(CSV)
  for (const bytes of [utf8, new TextEncoder().encode(`\ufeff${CSV}`), gbk(CSV), utf16(CSV)]) {
    const { ledger, faults } = await read('a.csv', bytes)
    expect([...faults, ...(ledger?.faults ?? [])]).toEqual([])
    expect(ledger?.rows).toMatchObject([{ code: 'A01', name: '阳光花园 （二期）', values: { households: '1200' } }])
  }
})

test('引号没闭合，报出是第几行；读不出的字节不猜', async () => {
  const { faults } = await read('a.csv', new TextEncoder().encode('编号,小区名称\nA01,"阳光\nA02,月光\n'))
  expect(faults).toMatchObject([{ code: 'csv_quotes', row: 2 }])
  expect(await codesOf('a.csv', new Uint8Array([0x80, 0xff, 0xff, 0x20, 0xff]))).toEqual(['text_encoding'])
})

test('模板两种格式都能原样导入，.xls 也读得出', async () => {
  const files = {
    'a.xlsx': 'data/templates/ledger.xlsx',
    'a.csv': 'data/templates/ledger.csv',
    'a.xls': 'test/fixtures/imports/ledger.xls',
  }
  const ledgers = await Promise.all(
    Object.entries(files).map(([name, path]) => read(name, new Uint8Array(readFileSync(path)))),
  )
  for (const { ledger, faults } of ledgers) {
    expect([...faults, ...(ledger?.faults ?? [])]).toEqual([])
    expect(ledger?.rows.map(({ code, values, mode }) => [code, values.households, values.floor_area, mode])).toEqual([
      ['D-001', '65', '7200', 'professional'],
      ['D-002', '120', '12000', 'work_unit'],
      ['D-003', '236', '25400', 'self_governed'],
      ['D-004', '24', '2600', 'floating'],
      ['D-005', '40', '4300', undefined],
    ])
  }
})

test('竖着合并的乡镇格，每行都算数；日期单元格是日期', async () => {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '台账',
        rows: [
          ['小区名称', '镇', '社区', '管理模式', '进驻日期'],
          ['甲', '城关镇', '东关社区', '流动物业', new Date('2024-06-30')],
          ['乙', null, '东关社区', null, null],
        ],
        merges: [{ startRow: 1, endRow: 2, startCol: 1, endCol: 1 }],
      },
    ],
  })
  const { ledger } = await read('a.xlsx', bytes)
  expect(ledger?.faults).toEqual([])
  expect(ledger?.rows).toMatchObject([
    { levels: { town: '城关镇' }, since: '2024-06-30' },
    { levels: { town: '城关镇' } },
  ])
})

test('公式用保存时的值；没有保存值的公式报出来', async () => {
  const sheet = (cell: object) =>
    writeXlsx({
      sheets: [
        {
          name: '台账',
          rows: [
            ['编号', '小区名称', '户数'],
            ['A01', '甲', null],
          ],
          cells: new Map([['1,2', cell]]) as never,
        },
      ],
    })
  expect(
    (await read('a.xlsx', await sheet({ formula: '60+5', formulaResult: 65, value: 65 }))).ledger?.rows,
  ).toMatchObject([{ values: { households: '65' } }])
  expect(await ledgerCodes('a.xlsx', await sheet({ formula: '60+5', value: null }))).toEqual(['formula_without_value'])
})

test('带密码、带宏、空表、改名的文件，各有各的说法', async () => {
  const rows = [['编号', '小区名称']]
  expect(await codesOf('a.xlsx', await xlsx(rows, { encryption: { password: '1', spinCount: 10 } }))).toEqual([
    'workbook_password',
  ])
  expect(await codesOf('a.xlsx', zipSync({ 'xl/vbaProject.bin': new Uint8Array(4) }))).toEqual(['workbook_macros'])
  expect(await codesOf('a.xlsm', new Uint8Array(4))).toEqual(['workbook_macros'])
  expect(await codesOf('a.docx', new Uint8Array(4))).toEqual(['file_unknown'])
  expect(await codesOf('a.xlsx', new TextEncoder().encode('编号,小区名称'))).toEqual(['file_damaged'])
  expect(await ledgerCodes('a.xlsx', await xlsx([]))).toEqual(['ledger_empty'])
  expect(readLedger(reader, []).faults).toMatchObject([{ code: 'ledger_empty' }])
})
