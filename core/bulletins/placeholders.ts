import type { BulletinText } from '#core/api/bulletins.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { tableIds } from './table-ids.ts'

/** Every value a text may name in braces, and the id conditions ask it by. Lists of the plan come on top. */
export const PLACEHOLDERS = {
  方案: 'plan',
  方案全称: 'plan_title',
  地方: 'place',
  对象: 'noun',
  单位: 'unit',
  会议: 'meeting',
  会议日期: 'held_on',
  会议地点: 'held_at',
  年份: 'year',
  月份: 'month',
  季度: 'quarter',
  起始日期: 'from_on',
  截至日期: 'as_of',
  截至年月日: 'as_of_full',
  截数时间: 'known_at',
  底数: 'total',
  已落实: 'covered',
  未落实: 'uncovered',
  完成率: 'rate',
  面积完成率: 'rate_floor_area',
  户数完成率: 'rate_households',
  未上报: 'unreported',
  另增: 'added',
  另增已落实: 'added_covered',
  分模式情况: 'modes',
  对比日期: 'before_on',
  上期已落实: 'covered_before',
  上期完成率: 'rate_before',
  本期净增: 'gained',
  本期新落实: 'newly',
  本期回退: 'regressed',
  节点日期: 'target_on',
  节点要求: 'target_goal',
  节点应完成: 'needed',
  距节点还差: 'short',
  节点剩余天数: 'days_left',
  节点情况: 'verdict',
  近四周每周: 'pace',
  每周需增: 'needed_per_week',
  预计完成日期: 'reaches_on',
  预计不能按期数: 'will_miss',
  预计不能按期名单: 'will_miss_names',
  上次截数日期: 'previous_as_of',
  更正数: 'corrections',
  平均得分: 'average',
  最高得分: 'best',
  最低得分: 'worst',
  问题数: 'problems',
  问题已销号: 'problems_closed',
  问题未销号: 'problems_open',
  问题逾期: 'problems_late',
  长期坚持: 'problems_long_term',
  承诺数: 'commitments',
  承诺已兑现: 'commitments_closed',
  承诺逾期: 'commitments_late',
} as const
export type Placeholder = keyof typeof PLACEHOLDERS
export type FactId = (typeof PLACEHOLDERS)[Placeholder]

/** What a row of a list may say of itself. */
export const ROW_PLACEHOLDERS = {
  名称: 'name',
  名次: 'rank',
  倒数名次: 'from_last',
  应完成: 'total',
  已完成: 'covered',
  完成率: 'rate',
  本期新增: 'gained',
  回退: 'regressed',
  还差: 'short',
  得分: 'points',
} as const

/** The names a plan's texts may use: the product's own, and the plan's lists. */
export const namesOf = ({ bulletin_lists = [] }: Pick<PlanDocument, 'bulletin_lists'>): ReadonlySet<string> =>
  new Set([...Object.keys(PLACEHOLDERS), ...bulletin_lists.map(({ zh }) => zh)])

/** The ids conditions may ask: the same values, by id. */
export const idsOf = ({ bulletin_lists = [] }: Pick<PlanDocument, 'bulletin_lists'>): ReadonlySet<string> =>
  new Set([...Object.values(PLACEHOLDERS), ...bulletin_lists.map(({ id }) => id)])

/** A text in pieces: words, and what stands in braces. A brace without its partner is a piece named by itself. */
export const piecesOf = (text: string): { text: string; name: string | null }[] =>
  [...text.matchAll(/\{([^{}]*)\}|([{}])|[^{}]+/g)].map(([piece, inside, alone]) => ({
    text: piece,
    name: inside ?? alone ?? null,
  }))

export const placeholdersIn = (text: string): string[] =>
  piecesOf(text).flatMap(({ name }) => (name === null ? [] : [name]))

/** Every text of a bulletin a person may change, each with its place. */
export const textsOf = (text: BulletinText): { path: string; text: string }[] => [
  { path: '/title', text: text.title },
  { path: '/to', text: text.to },
  ...text.blocks.flatMap((block, i) =>
    block.kind === 'table' ? [] : [{ path: `/blocks/${i}/text`, text: block.text }],
  ),
  ...text.copies.flatMap(({ label, to }, i) => [
    { path: `/copies/${i}/label`, text: label },
    { path: `/copies/${i}/to`, text: to },
  ]),
  { path: '/issuer', text: text.issuer },
  { path: '/printed_by', text: text.printed_by },
]

export interface UnknownName {
  path: string
  name: string
}

/** What a text names that there is not: a placeholder, or a table by its id; in their order. */
export const unknownIn = (document: PlanDocument, text: BulletinText): UnknownName[] => {
  const names = namesOf(document)
  const tables = tableIds(document.levels.map(({ id }) => id))
  const named = [
    ...text.blocks.flatMap((block, i) =>
      block.kind === 'table' ? [{ path: `/blocks/${i}/table`, name: block.table }] : [],
    ),
    ...text.annexes.map((name, i) => ({ path: `/annexes/${i}`, name })),
  ]
  return [
    ...textsOf(text).flatMap(({ path, text: said }) =>
      placeholdersIn(said).flatMap(name => (names.has(name) ? [] : [{ path, name }])),
    ),
    ...named.filter(({ name }) => !tables.has(name)),
  ]
}

const FIGURE = /\d+(?:\.\d+)?\s*(?:%|％|个|户|项|幢|栋|名|次|分|万)/g

/** Figures typed by hand, which no question answers for; pointed out, not refused. Numbers of clauses and days are none. */
export const typedFigures = (text: BulletinText): { path: string; figure: string }[] =>
  text.blocks.flatMap((block, i) =>
    block.kind === 'table'
      ? []
      : piecesOf(block.text).flatMap(piece =>
          piece.name === null
            ? [...piece.text.matchAll(FIGURE)].map(([figure]) => ({ path: `/blocks/${i}/text`, figure }))
            : [],
        ),
  )
