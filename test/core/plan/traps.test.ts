import { expect, test } from 'vitest'
import type { RubricItem } from '#core/plan/plan-document.ts'
import { readPlan } from './read-plan.ts'

const county = readPlan('xx-county-2024')
const mengjin = readPlan('mengjin-2019')
const town = readPlan('xx-town')
const sishui = readPlan('sishui-2019')
const district = readPlan('xx-district-2024')

const byId = <T extends { id: string }>(list: T[], id: string): T => list.find(one => one.id === id)!
const item = (id: string): RubricItem =>
  byId(
    town.rubrics.flatMap(({ sections }) => sections.flatMap(({ items }) => items)),
    id,
  )
const both = (printed: unknown, adopted: unknown) =>
  expect.objectContaining({ printed, adopted, why: expect.any(String) })

/** The documents' traps, one line each: what the document prints, what is used; the reason must be there. */
test.each([
  [
    '县：三处底数口径，用 229',
    byId(county.rosters, 'r229').expected,
    both(expect.arrayContaining(['城区229个无主管小区']), 229),
  ],
  ['县：起日 3 月 11 日，总述 3 月下旬', byId(county.phases, 'p1').from, both('3月11日', '2024-03-11')],
  ['县：覆盖率口径未写，按个数', county.counted_by, both(null, 'count')],
  ['县：模式重叠，先中先定', county.classify!.order, both(null, 'first_match')],
  ['县：奖惩数额未写', byId(county.consequences, 'unit_review').amount, both(null, null)],
  [
    '县：没有配建的项目不计分',
    county.rubrics[0]!.not_applicable,
    both('结合小区实际配建情况', 'leave_out_and_rescale'),
  ],
  ['县：五大指标各占多少分未写', county.rubrics[0]!.sections[0]!.points, both(null, null)],
  ['孟津：第一阶段早于印发日', byId(mengjin.phases, 'p1').from, both('2019年8月1日', '2019-08-01')],
  [
    '孟津：两个以上小区，按每个社区',
    byId(mengjin.targets, 'two_per_community').at_least,
    both('由所在社区负责引导专业物业公司进驻两个以上小区', { count: 2 }),
  ],
  ['孟津：“基本”没有数', byId(mengjin.targets, 'basic').at_least, both('基本实现物业管理全覆盖', null)],
  ['孟津：四有未写比例', byId(mengjin.targets, 'four_haves').at_least, both('达到“四有”', { percent: 100 })],
  ['孟津：小区总数未写', byId(mengjin.rosters, 'compounds').expected, both(null, null)],
  ['孟津：补贴标准未写', byId(mengjin.consequences, 'fee_subsidy').amount, both(null, null)],
  ['孟津：以奖代补数额未写', byId(mengjin.consequences, 'community_reward').amount, both(null, null)],
  ['镇：文件没有日期，取一个整年', town.starts_on, both(null, '2024-01-01')],
  ['镇：两部分基数未写', byId(town.rubrics, 'property').full, both(null, 100)],
  ['镇：拖延推诿的扣分丢失', item('delayed').points, both('扣␤分', null)],
  ['镇：少开会的扣分丢失', item('meeting_missing').points, both('扣␤分', null)],
  ['镇：失职反而扣得少，照印', item('dereliction').points, both(3, 3)],
  ['镇：逾期双倍扣分', item('problem_late').points, both('双倍扣分', 2)],
  ['镇：满意率 90% 两段都有，按 10 分', item('survey').at_boundary, both('两段都含 90%', 10)],
  ['镇：1 还是 .1', byId(town.cases, 'facade').points, both('物管科.各小区物业.1', 1)],
  [
    '镇：时限印进立案条件（焚烧）',
    byId(town.cases, 'burning').limit,
    both('的2工作时', { amount: 2, unit: 'work_hour' }),
  ],
  [
    '镇：时限印进立案条件（广告）',
    byId(town.cases, 'sign_unapproved').limit,
    both('的1工作日', { amount: 1, unit: 'work_day' }),
  ],
  ['镇：2024/名 疑为 2000', byId(town.consequences, 'second').amount, both('2024/名', 2000)],
  ['镇：2024/个 疑为 2000', byId(town.consequences, 'red').amount, both('2024/个', 2000)],
  ['镇：工作时未定义', town.working_time, both(null, expect.objectContaining({ calendar: 'cn' }))],
  ['镇：示范项目加分加在哪未写', byId(town.consequences, 'project_nation').amount, both('国家级项目加10分', 10)],
  ['镇：没有及格线', byId(town.rubrics, 'party').pass, both(null, null)],
  ['泗水：6下旬缺“月”字', byId(sishui.phases, 'p2').from, both('2019年6下旬', '2019-06-21')],
  ['泗水：第三阶段没有止日', byId(sishui.phases, 'p3').to, both(null, '2022-12-31')],
  ['泗水：措施起于印发前', byId(sishui.measures, 'lifts').from, both('2019.05', '2019-05-01')],
  ['泗水：降星条件未写', byId(sishui.consequences, 'star_down').amount, both(null, null)],
  ['泗水：试点 3 至 4 个，够 3 个即可', byId(sishui.targets, 'pilots').at_least, both('3—4个', { count: 3 })],
  [
    '泗水：退出三种情形读作有一即可',
    byId(sishui.consequences, 'exit_low').when,
    both('对单个住宅项目物业服务质量考评连续两次低于60分的', '单个项目考评连续两次低于 60 分'),
  ],
  ['区：截止年照印 2024，可改', byId(district.rosters, 'task_list').cut_off, both('2024年年底前建成', 2024)],
  ['区：第一阶段没有起日', byId(district.phases, 'p1').from, both(null, '2024-07-01')],
  ['区：十一月未写日', byId(district.phases, 'p2').to, both('11月', '2024-11-30')],
  ['区：表决比例未写', byId(district.votes, 'hire').passed, both('经法定比例人数和面积表决通过', null)],
  ['区：联席会间隔未写', byId(district.meetings, 'joint').every, both('定期', { per: 'regular' })],
  ['区：三长未定义', byId(district.consequences, 'divisions').amount, both(null, null)],
])('%s', (_, value, shown) => {
  expect(value).toEqual(shown)
})

test('重叠的满意率两段都照原样保留', () => {
  expect(item('survey').bands).toEqual([
    { from: 80, to: 90, points: 5 },
    { from: 90, to: 100, points: 10 },
  ])
})

test('反复性（三次）与重点（超过三次）分列，重叠处有说明', () => {
  expect(item('repeat_city').note).toContain('重叠')
  expect(item('key_city').note).toContain('第四次')
})

test('镇物管会季度会与项目月度会是两个会', () => {
  expect(byId(town.meetings, 'council').every).toEqual({ times: 1, per: 'quarter' })
  expect(byId(town.meetings, 'joint').every).toEqual({ times: 1, per: 'month' })
})

test('退出三种情形各自成立：两次低于 60 分、三年末三名、危害安全', () => {
  expect(byId(sishui.consequences, 'exit_low').limits).toEqual({ below_points: 60, times_running: 2 })
  expect(byId(sishui.consequences, 'exit_rank').limits).toEqual({ years_running: 3, last_places: 3 })
  expect(byId(sishui.consequences, 'exit_danger').kind).toBe('exit')
})

test('最后 20% 落在验收阶段，2024 与 2000 的误印各有一条说明', () => {
  expect(county.notes.some(({ zh }) => zh.includes('20%'))).toBe(true)
  for (const plan of [county, town, district]) expect(plan.notes.some(({ zh }) => zh.includes('2000'))).toBe(true)
})
