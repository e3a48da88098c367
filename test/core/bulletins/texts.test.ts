import { expect, test } from 'vitest'
import type { BulletinText } from '#core/api/bulletins.ts'
import type { Case } from '#core/api/cases.ts'
import { beginText, wordingOf } from '#core/bulletins/begin-text.ts'
import { zhDayBeside, zhMoment, zhPercent, zhQuarter } from '#core/bulletins/chinese.ts'
import { factsOf } from '#core/bulletins/facts.ts'
import { placeholdersIn, typedFigures, unknownIn } from '#core/bulletins/placeholders.ts'
import { fill, renderText } from '#core/bulletins/render.ts'
import type { OpenBook } from '#core/closings/open-book.ts'
import { checkPlan } from '#core/plan/check-plan.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { planFile } from '../../helpers/plans.ts'
import { smallCounty, type Yard } from '../ranking/small-county.ts'

const PLANS = ['xx-county-2024', 'mengjin-2019', 'xx-town', 'sishui-2019', 'xx-district-2024']

const YARDS: Yard[] = [
  { name: '一号院', in: '东关社区', managed: { '2024-05-01': 'professional' } },
  { name: '二号院', in: '东关社区', managed: { '2024-10-08': 'work_unit' } },
  { name: '三号院', in: '南门社区', managed: { '2024-06-01': 'floating', '2024-10-09': 'none' } },
  { name: '四号院', in: '南门社区' },
  { name: '五号院', in: '北苑社区' },
]

/** The book of a small county, closed on a day in October. */
const bookOf = (yards = YARDS, change: (document: PlanDocument) => Partial<PlanDocument> = () => ({})): OpenBook =>
  ({
    ...smallCounty(yards, change),
    closing: {
      ...{ id: 1, purpose: 'meeting', meeting: null, title: '十月推进会', from_on: '2024-10-01' },
      as_of: '2024-10-16',
      known_seq: 9,
      known_at: '2024-10-17T01:31:00.000Z',
      seal: 'ab'.repeat(32),
    },
    plan: { id: 'p', demo: true, geometry_revision: 1, plan_revision: 1, bbox: null },
    measures: [],
    previous: null,
    corrections: [],
  }) as OpenBook

const NO_CONTEXT = { meeting: null, cases: [] }
const factsOfYards = (yards?: Yard[]) => factsOf(bookOf(yards), NO_CONTEXT)
const begun = (yards?: Yard[], id = 'monthly_ranking') =>
  beginText(wordingOf(planFile('xx-county-2024'), id)!, factsOfYards(yards))
const saidIn = (text: BulletinText) => text.blocks.flatMap(block => ('text' in block ? [block.text] : [])).join('\n')

test('占位符的值与大屏同一口径：五个小区落实两个，新落实一个，回退一个', () => {
  expect(factsOfYards().values).toMatchObject({
    ...{ 底数: '5', 已落实: '2', 未落实: '3', 完成率: '40.0%', 分模式情况: '专业化物业1个、责任单位管理1个' },
    ...{ 对比日期: '9月30日', 上期已落实: '2', 本期净增: '0', 本期新落实: '1', 本期回退: '1' },
    ...{
      节点日期: '10月31日',
      节点要求: '80%',
      节点应完成: '4',
      距节点还差: '2',
      节点剩余天数: '15',
      节点情况: '尚未到期',
    },
    ...{ 截至日期: '10月16日', 季度: '四季度', 截数时间: '2024年10月17日 09:31', 会议: '十月推进会' },
  })
})

test('名单按方案的条件点名：表扬有新增无回退的，批评回退的，督促没有进展的', () => {
  const { values, numbers } = factsOfYards()
  expect(values.表扬名单).toBe('东关社区（完成率100.0%，本期新增1个）')
  expect(values.回退名单).toBe('南门社区（1个）')
  expect(values.无进展名单).toBe('北苑社区、南门社区')
  expect(numbers).toMatchObject({ praised: '1', fallen_back: '1', stalled: '2' })
})

test('模板起草：有回退才批评，有问题才说问题，句子里只有占位符没有数字', () => {
  const text = begun()
  expect(saidIn(text)).toContain('{回退名单}出现回退，予以批评')
  expect(saidIn(text)).not.toContain('{问题数}')
  expect(saidIn(text)).toContain('三、数据更正')
  expect(typedFigures(text)).toEqual([])
  const steady = begun([{ name: '一号院', in: '东关社区', managed: { '2024-05-01': 'professional' } }])
  expect(saidIn(steady)).not.toContain('回退')
  expect(saidIn(steady)).toContain('现已完成，请继续巩固')
})

test('有在账问题时，会议的问题和承诺写进通报', () => {
  const made = (kind: Case['kind'], state: Case['state'], late = false) =>
    ({ kind, state, late, text: '私拉电线', owner_name: '东关社区', due_on: '2024-10-20' }) as Case
  const cases = [made('problem', 'closed'), made('problem', 'rectifying', true), made('commitment', 'assigned')]
  const facts = factsOf(bookOf(), { meeting: null, cases })
  expect(facts.values).toMatchObject({ 问题数: '2', 问题已销号: '1', 问题未销号: '1', 问题逾期: '1', 承诺数: '1' })
  const text = beginText(wordingOf(planFile('xx-county-2024'), 'monthly_ranking')!, facts)
  expect(saidIn(text)).toContain('三、问题和承诺')
  expect(facts.tables.cases!.rows[1]).toEqual([2, '问题', '私拉电线', '东关社区', '10月20日', '整改中（逾期）'])
})

test('填好的通报不剩花括号，空的附表不印', () => {
  const text = begun(undefined, 'monthly_notice')
  const rendered = renderText(text, factsOfYards())
  expect(JSON.stringify(rendered)).not.toMatch(/\{[^"{}[\]]+\}/)
  expect(rendered.title).toBe('关于2024年10月物业管理全覆盖工作进展情况的通报')
  expect(rendered.annexes.map(({ title }) => title)).toEqual(['各社区物业管理全覆盖情况', '社区排名', '本期变动'])
  const brief = renderText(begun(), factsOfYards())
  expect(brief.annexes.map(({ title }) => title)).toEqual(['10月31日节点形势测算'])
})

test('总表逐行相加等于合计', () => {
  const { rows } = factsOfYards().tables.totals_community!
  expect(rows.at(-1)).toEqual(['合计', 5, 2, 3, '40.0%', 0, 1])
  for (const at of [1, 2, 3, 5, 6])
    expect(rows.slice(0, -1).reduce((sum, row) => sum + Number(row[at]), 0)).toBe(rows.at(-1)![at])
})

test('责任单位的排名只在签发人选择时印出', () => {
  const book = bookOf([{ name: '一号院', in: '东关社区', owner: '县医院' }])
  const units = (ranks_units: boolean) =>
    factsOf(book, { meeting: { document: { ranks_units, held_on: '2024-10-20' } } as never, cases: [] }).tables
      .ranking_organisation!.rows.length
  expect([units(false), units(true)]).toEqual([0, 1])
})

test('不认识的占位符、单个花括号和没有的附表都指名道姓', () => {
  const plan = planFile('xx-county-2024')
  const text = {
    ...begun(),
    blocks: [{ kind: 'paragraph' as const, text: '{没有}和{已落实}和{' }],
    annexes: ['nothing'],
  }
  expect(unknownIn(plan, text)).toEqual([
    { path: '/blocks/0/text', name: '没有' },
    { path: '/blocks/0/text', name: '{' },
    { path: '/annexes/0', name: 'nothing' },
  ])
  expect(placeholdersIn('共{底数}{单位}')).toEqual(['底数', '单位'])
})

test('手填的数字提示，日期和条款号不提示', () => {
  const blocks = [{ kind: 'paragraph' as const, text: '10月31日前完成 184 个，占80%；另有{另增}个。' }]
  expect(typedFigures({ ...begun(), blocks })).toEqual([
    { path: '/blocks/0/text', figure: '184 个' },
    { path: '/blocks/0/text', figure: '80%' },
  ])
})

test('占位符的值里有花括号，也不再替换', () => {
  expect(fill('{会议}共{底数}个', { 会议: '{底数}会', 底数: '5' })).toBe('{底数}会共5个')
})

test('日期、时刻和百分比的写法', () => {
  expect(zhDayBeside('2023-12-31', '2024-01-02')).toBe('2023年12月31日')
  expect(zhMoment('2024-10-31T16:30:00.000Z')).toBe('2024年11月1日 00:30')
  expect(zhPercent(7997, 10_000)).toBe('79.9%')
  expect(zhPercent(0, 0)).toBe('—')
  expect(zhQuarter('2019-07-01')).toBe('三季度')
})

test.each(PLANS)('%s 的通报文字：占位符、条件和附表都认得', id => {
  const checked = checkPlan(planFile(id))
  expect(checked.ok ? [] : checked.faults).toEqual([])
  expect(planFile(id).bulletins?.length).toBeGreaterThan(0)
})

test('方案文件里写错的占位符、条件、附表和用途，各指到所在之处', () => {
  const plan = structuredClone(planFile('xx-county-2024'))
  const [wording] = plan.bulletins!
  wording!.title = '{年}工作'
  wording!.purpose = 'weekly'
  wording!.annexes = ['ranking_village']
  wording!.blocks = [
    { kind: 'paragraph', sentences: [{ text: '还差{缺口}', when: { gap: 1 } }], when: { rate: { at_least: 1 } } },
    { kind: 'table', table: 'ranking_moon' },
  ]
  plan.bulletin_lists![0]!.says = '{姓名}'
  plan.bulletin_lists![1]!.of = 'village'
  plan.bulletin_lists![2]!.zh = '已落实'
  const checked = checkPlan(plan)
  expect(checked.ok ? [] : checked.faults.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
    '/bulletin_lists/0/says 没有叫“姓名”的占位符',
    '/bulletin_lists/1/of 没有 id 为“village”的排名对象',
    '/bulletin_lists/2/zh “已落实”不能作名单的名称',
    '/bulletins/0/title 没有叫“年”的占位符',
    '/bulletins/0/blocks/0/sentences/0/text 没有叫“缺口”的占位符',
    '/bulletins/0/blocks/0/sentences/0/when/gap 条件里没有叫“gap”的数',
    '/bulletins/0/purpose 没有 id 为“weekly”的公示（或 meeting）',
    '/bulletins/0/annexes/0 没有 id 为“ranking_village”的表',
    '/bulletins/0/blocks/1/table 没有 id 为“ranking_moon”的表',
    ...[1, 2].map(n => `/bulletins/${n}/blocks/9/sentences/1/text 没有叫“无进展名单”的占位符`),
  ])
})
