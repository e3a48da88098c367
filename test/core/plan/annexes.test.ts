import { describe, expect, test } from 'vitest'
import { adopted } from '#core/plan/printed.ts'
import { readPlan } from './read-plan.ts'

/** The document's 附件1, name and limit of every kind as printed. */
const KINDS = [
  ['外立面破损', '3工作日'],
  ['小区道路破损', '3工作日'],
  ['门牌号缺失缺损', '3工作日'],
  ['井盖缺损', '3工作日'],
  ['消防设施缺损', '3工作日'],
  ['公共设施缺损', '3工作日'],
  ['环卫设施缺损', '3工作日'],
  ['清扫保洁不干净', '2工作时'],
  ['焚烧垃圾', '2工作时'],
  ['乱堆物料', '2工作时'],
  ['擅自饲养家禽', '2工作时'],
  ['建筑垃圾处置不规范', '1工作日'],
  ['环卫设施脏乱', '2工作时'],
  ['非法小广告', '2工作时'],
  ['违规晾晒', '2工作时'],
  ['垃圾筒设置不规范', '2工作时'],
  ['广告、店招破损', '3工作日'],
  ['擅自设置广告', '1工作日'],
  ['无证经营', '2工作时'],
  ['店外经营、堆放', '2工作时'],
  ['除“四害”', '3工作日'],
  ['占用消防通道', '4工作时'],
  ['绿化管养不佳', '3工作日'],
  ['破坏绿化', '4工作时'],
  ['绿化设施破损', '3工作日'],
  ['私搭乱建', '7工作日'],
]

const STREETS = '泗河街道办事处、济河街道办事处'

/** The document's annex, number, first and last month and lead of every measure as printed. */
const MEASURES = [
  [1, '2019.06', '2020.10', '县委组织部'],
  [2, '2019.06', '2019.12', STREETS],
  [3, '2019.06', '2019.12', STREETS],
  [4, '2019.06', '2020.12', '县市场监管局、县住房城乡建设局'],
  [5, '2019.06', '2019.12', '县住房城乡建设局'],
  [6, '2019.06', '2019.12', STREETS],
  [7, '2019.06', '2019.12', STREETS],
  [8, '2019.06', '2019.12', STREETS],
  [9, '2019.05', '2019.12', STREETS],
  [10, '2019.05', '2019.12', STREETS],
  [11, '2019.05', '2019.12', '县市场监管局'],
  [12, '2019.05', '2019.12', '县应急管理局'],
  [13, '2019.03', '2019.12', '县应急管理局'],
  [14, '2019.03', '2019.12', STREETS],
  [15, '2019.05', '2019.08', '县市场监管局'],
  [16, '2019.03', '2022.12', STREETS],
  [17, '2019.03', '2019.10', '县公安局'],
  [18, '2019.03', '2020.12', STREETS],
  [19, '2019.03', '2019.12', '县综合行政执法局'],
  [20, '2019.03', '2019.12', '县公安局'],
]

const total = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0)

describe('县方案', () => {
  const plan = readPlan('xx-county-2024')

  test('领导小组点名 62 个单位，另加相关社区', () => {
    const group = plan.bodies.find(body => body.id === 'group')!
    expect(group.named_units).toBe(62)
    expect(group.members).toHaveLength(62 + 1)
    expect(new Set(group.members)).toHaveProperty('size', 63)
  })

  test('229 个小区，三个节点 30%、80%、100%', () => {
    expect(adopted(plan.rosters[0]!.expected)).toBe(229)
    const shares = plan.targets.flatMap(({ at_least, by }) => {
      const goal = at_least && adopted(at_least)
      return goal && 'percent' in goal ? [[goal.percent, by!.adopted]] : []
    })
    expect(shares).toEqual([
      [30, '2024-06-30'],
      [80, '2024-10-31'],
      [100, '2024-12-31'],
    ])
  })

  test('五大指标没有分值，85 分（含）以上为达标小区，两次考评只有最终一次定论', () => {
    const [rubric] = plan.rubrics
    expect(rubric!.sections.map(section => adopted(section.points))).toEqual([null, null, null, null, null])
    expect(adopted(rubric!.pass)).toEqual({ at_least: 85, inclusive: true, gives: '达标小区' })
    expect(rubric!.rounds.map(({ by, decides }) => [by!.adopted, decides])).toEqual([
      ['2024-07-31', false],
      ['2024-12-31', true],
    ])
  })
})

describe('孟津方案', () => {
  const plan = readPlan('mengjin-2019')

  test('三类摸底各有单位和面积占比，占比合为 100%，个与幢不相加', () => {
    expect(plan.declared.map(({ count, unit, area_share_percent }) => [count, unit, area_share_percent])).toEqual([
      [45, '个', 48],
      [125, '个', 11.7],
      [379, '幢', 40.3],
    ])
    expect(total(plan.declared.map(({ area_share_percent }) => area_share_percent! * 10))).toBe(1000)
    expect(plan.rosters.map(({ subject, unit }) => [subject, unit])).toEqual([
      ['compound', '个'],
      ['building', '幢'],
    ])
  })

  test('三有在社区、小区、楼栋三级上', () => {
    const on = (id: string) => plan.indicators.find(indicator => indicator.id === id)!.on
    expect(['community_office', 'owners_body', 'building_head'].map(on)).toEqual(['division', 'compound', 'building'])
  })
})

describe('镇方案', () => {
  const plan = readPlan('xx-town')
  const rubric = (id: string) => plan.rubrics.find(one => one.id === id)!

  test('附件1 有 26 种问题：11 种 3 工作日，10 种 2 工作时，其余 5 种', () => {
    expect(plan.cases).toHaveLength(26)
    const limits = plan.cases.map(({ limit }) => adopted(limit)).map(({ amount, unit }) => `${amount} ${unit}`)
    const count = (limit: string) => limits.filter(one => one === limit).length
    expect(['3 work_day', '2 work_hour', '4 work_hour', '1 work_day', '7 work_day'].map(count)).toEqual([
      11, 10, 2, 2, 1,
    ])
    expect(plan.cases.every(({ points, code }) => adopted(points) === 1 && code === null)).toBe(true)
  })

  test('附件1 逐行：名称和处置时限', () => {
    const unit = { work_day: '工作日', work_hour: '工作时' }
    const rows = plan.cases.map(({ zh, limit }) => [zh, `${adopted(limit).amount}${unit[adopted(limit).unit]}`])
    expect(rows).toEqual(KINDS)
  })

  test('附件1 只有道路和绿化管养写明面积', () => {
    const sized = plan.cases.flatMap(({ zh, larger_than: size }) => (size ? [`${zh} ${size.value}${size.unit}`] : []))
    expect(sized).toEqual(['小区道路破损 0.5㎡', '绿化管养不佳 1㎡'])
  })

  test('附件3 有 52 项计分和 1 项一票否决，六部分 20、15、22、10、20、13 合为 100', () => {
    const { sections } = rubric('party')
    const items = sections.flatMap(section => section.items)
    expect(items.filter(({ sense }) => sense === 'earn')).toHaveLength(52)
    expect(items.filter(({ sense }) => sense === 'veto')).toHaveLength(1)
    expect(sections.map(({ points }) => points)).toEqual([20, 15, 22, 10, 20, 13])
    const earned = sections.map(section =>
      total(section.items.map(({ sense, points }) => (sense === 'earn' ? (adopted(points) ?? 0) : 0))),
    )
    expect(earned).toEqual([20, 15, 22, 10, 20, 13])
  })

  test('五类案卷市级、区级都扣 2 分', () => {
    const { items } = rubric('long_term').sections.find(section => section.id === 'cases')!
    expect(items.map(({ points }) => adopted(points))).toEqual(Array(10).fill(2))
  })

  test('总分由 60% 与 40% 合成，六个奖合计 14,000 元', () => {
    const score = plan.indicators.find(({ id }) => id === 'score')!
    expect(score.made_of!.map(({ percent }) => percent)).toEqual([60, 40])
    const prizes = plan.consequences.filter(({ kind }) => kind === 'prize')
    expect(total(prizes.map(({ amount, places }) => (adopted(amount) ?? 0) * places!))).toBe(14_000)
    expect(adopted(plan.funds.find(({ id }) => id === 'prizes')!.amount)).toBe(14_000)
  })
})

describe('泗水方案', () => {
  const plan = readPlan('sishui-2019')

  test('20 项措施，12 项起于印发前，4 项止于 2019 年之后', () => {
    expect(plan.measures.map(({ n }) => n)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    expect(plan.measures.filter(({ from }) => from.adopted < '2019-06-01')).toHaveLength(12)
    expect(plan.measures.filter(({ to }) => to.adopted > '2019-12-31').map(({ n }) => n)).toEqual([1, 4, 16, 18])
    expect(plan.measures.every(({ lead, responsible }) => lead.length > 0 && responsible.length > 0)).toBe(true)
  })

  test('附件逐行：序号、起月、止月、牵头单位', () => {
    const rows = plan.measures.map(({ n, from, to, lead }) => [n, from.printed, to.printed, lead.join('、')])
    expect(rows).toEqual(MEASURES)
  })

  test('只写到月的，起于月初，止于月末', () => {
    for (const { from, to } of plan.measures) {
      expect(from.adopted).toBe(`${String(from.printed).replace('.', '-')}-01`)
      const [year, month] = String(to.printed).split('.').map(Number)
      expect(to.adopted).toBe(new Date(Date.UTC(year!, month!, 0)).toISOString().slice(0, 10))
    }
  })

  test('节点任务随各项到期月累计：1、2、16、17、19、20 项', () => {
    const due = plan.targets.flatMap(({ indicator, at_least }) => {
      const goal = at_least && adopted(at_least)
      return indicator === 'done' && goal && 'count' in goal ? [goal.count] : []
    })
    expect(due).toEqual([1, 2, 16, 17, 19, 20])
  })
})

describe('区方案', () => {
  const plan = readPlan('xx-district-2024')

  test('区 5 名、街镇 1 名、社区 2 名；奖补约 200 万、应急约 300 万', () => {
    expect(plan.staffing.map(({ level, at_least }) => [level, adopted(at_least)])).toEqual([
      ['district', 5],
      ['town', 1],
      ['community', 2],
    ])
    expect(total(plan.funds.map(({ amount }) => adopted(amount) ?? 0))).toBe(5_000_000)
  })

  test('三种模式，九家单位各有职责', () => {
    expect(plan.modes.map(({ family }) => family)).toEqual(['self_governed', 'professional', 'entrusted'])
    expect(plan.bodies.filter(({ source }) => /^(二,)?五[1-9]$/.test(source))).toHaveLength(9)
  })
})
