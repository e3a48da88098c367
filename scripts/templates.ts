import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CellValue, writeCsv, writeXlsx } from 'hucre'

/** Writes data/templates/: a ledger to fill in, with an example, as .xlsx and .csv. */
const HEADERS = [
  {
    header: '编号',
    width: 10,
    note: '本县自己的编号，一个小区一个，导入图形时靠它对应；没有可留空，按社区内的名称对应',
  },
  { header: '小区名称', width: 22, note: '必填' },
  { header: '乡镇（街道）', width: 14, note: '新小区必填' },
  { header: '社区', width: 14, note: '新小区必填' },
  { header: '户数', width: 8, note: '“65”“65户”都可以' },
  { header: '建筑面积（㎡）', width: 14, note: '“12000”“1.2万㎡”都可以，取整到平方米' },
  { header: '楼栋数', width: 8, note: '“3”“3栋”都可以' },
  { header: '建成年份', width: 10, note: '四位年份' },
  { header: '管理模式', width: 16, note: '按方案里的叫法填；撤场或没有物业填“未落实物业管理”；不清楚留空' },
  { header: '管理单位', width: 22, note: '物业公司、责任单位等，没有的会自动新建；填了就要填管理模式' },
  { header: '进驻日期', width: 12, note: '2024-05-12 或 2024年5月12日；留空按导入时的截至日' },
  { header: '责任单位', width: 16, note: '任务清单上的责任单位' },
]
const EXAMPLE: CellValue[][] = [
  [
    'D-001',
    '粮食局家属院',
    '城关镇',
    '东关社区',
    65,
    7200,
    3,
    1994,
    '专业化物业',
    '安居物业服务有限公司',
    '2024-05-12',
    '县粮食局',
  ],
  [
    'D-002',
    '机械厂家属院',
    '城关镇',
    '东关社区',
    '120户',
    '1.2万㎡',
    '5栋',
    1988,
    '责任单位管理',
    '县机械厂',
    '2024年6月3日',
    '县工信局',
  ],
  ['D-003', '滨河花园', '城关镇', '滨河社区', 236, 25400, 8, 2003, '业主（居民）自治', '', '2024-07-20', ''],
  ['D-004', '供销社楼院', '河西镇', '桥头社区', 24, 2600, 1, 1986, '流动物业', '', '2024-08-01', '县供销社'],
  ['D-005', '解放路 18 号院', '河西镇', '桥头社区', 40, 4300, 2, 1991, '', '', '', ''],
]
const NOTES = [
  ['怎样填'],
  ['第一行是表头，列的次序随意；方案里的其他指标（如“基础条件”）可以照名称加列。'],
  ['空格表示“没有说”，不会抹掉系统里已有的内容；表里没有的小区也不会被删掉。'],
  ['同一张表再导入一次，什么也不会变；改了格子再导入，只记下改了的。'],
  ...HEADERS.map(({ header, note }) => [header, note]),
]

const folder = join(import.meta.dirname, '../data/templates')
const rows: CellValue[][] = [HEADERS.map(({ header }) => header), ...EXAMPLE]
mkdirSync(folder, { recursive: true })
const workbook = await writeXlsx({
  sheets: [
    {
      name: '小区台账',
      columns: HEADERS.map(({ width }) => ({ width })),
      rows,
      freezePane: { rows: 1 },
    },
    { name: '说明', columns: [{ width: 18 }, { width: 80 }], rows: NOTES },
  ],
})
writeFileSync(join(folder, 'ledger.xlsx'), workbook)
writeFileSync(join(folder, 'ledger.csv'), `\ufeff${writeCsv(rows, { lineSeparator: '\r\n' })}`)
process.stdout.write(`${folder}\n`)
