import type { Basis, Division, Progress } from '#core/api/index.ts'
import { targetsOf } from '#core/coverage/curve.ts'
import { baseIndicators, meets } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { curve, progressOf } from '../../coverage/progress-of.ts'
import type { Trx } from '../../db/database.ts'
import { divisionsOf } from '../../divisions/divisions.queries.ts'
import { type PlanState, planOf } from '../../plans/plan-of.ts'
import { type Check, eachPlan, foundIn } from '../check.ts'
import { type Counted, countLedger } from '../ledger-count.ts'

const BASES = ['reported', 'verified'] as const satisfies Basis[]
const SAID = { reported: '上报数', verified: '核定数' }

/** What the wall says against what the ledger says, today and on every deadline gone by. */
export const ledgerBalanced: Check = {
  id: 'ledger_balanced',
  title: '各项数字与台账是否相符',
  condition: 'ill',
  well: '今天和每个已过节点的数字都与台账逐项相符，镇街、社区之和等于全县。',
  otherwise: found =>
    `有 ${found} 处数字与台账不符，请先不要发布数字。若“现状与填报记录”一项也有问题，先处理那一项，再查一次；否则联系维护人员。`,
  ask: eachPlan(async (trx, plan, visit) => {
    const state = await planOf(trx, plan)
    const indicator = state.document.headline.indicator
    const due = targetsOf(state.document, { indicator, counted_by: 'count', scope: null }).map(({ by }) => adopted(by!))
    const days = [...new Set([...due.filter(day => day < state.as_of), state.as_of])]
    const faults: string[] = []
    for (const day of days) {
      const counted = await countLedger(trx, plan, { day, indicators: baseIndicators(state.document, indicator) })
      for (const basis of BASES) {
        visit.goOn()
        const ledger = counted.filter(each => each.basis === basis)
        const wrong = await wrongOn(trx, { ...state, as_of: day }, basis, ledger, day === state.as_of)
        faults.push(...wrong.map(each => `方案 ${plan}，${day}，${SAID[basis]}：${each}`))
      }
    }
    return foundIn(faults)
  }),
}

/** Every level today, the plan's own on a day gone by: all of them are summed from the same counts. */
async function wrongOn(trx: Trx, state: PlanState, basis: Basis, ledger: Counted[], all: boolean): Promise<string[]> {
  const { document, as_of } = state
  const question = { indicator: document.headline.indicator, basis, counted_by: 'count' as const, scope: null }
  const divisions = await divisionsOf(trx, state.head.id, as_of, null)
  const drawn = await curve(trx, state, { ...question, from: as_of, to: as_of }, divisions)
  const wrong = new Set<string>()
  for (const by of all ? document.levels.map(({ id }) => id) : [undefined]) {
    const progress = await progressOf(trx, state, { ...question, by }, divisions)
    for (const each of differences(document, progress, ledger, divisions, by)) wrong.add(each)
  }
  const base = summed(document, ledger.filter(isBase))
  if (drawn.total.at(-1) !== base.total || drawn.covered.at(-1) !== base.covered)
    wrong.add(`曲线为 ${drawn.covered.at(-1)}/${drawn.total.at(-1)}，台账为 ${base.covered}/${base.total}`)
  return [...wrong]
}

const isBase = ({ member }: Counted) => member === 'baseline'

type By = 'count' | 'households' | 'floor_area'

/** What of the ledger's rows is covered; the plan's own rule says which values count. */
function summed(document: PlanDocument, rows: Counted[], by: By = 'count') {
  const { indicator } = document.headline
  const bases = baseIndicators(document, indicator)
  let [covered, total, unreported] = [0, 0, 0]
  for (const row of rows) {
    total += row[by]
    if (row.values.every(value => value === null)) unreported += row[by]
    else if (meets(document, indicator, Object.fromEntries(bases.map((id, i) => [id, row.values[i]]))))
      covered += row[by]
  }
  return { covered, total, unreported }
}

function* differences(
  document: PlanDocument,
  { total, shares, additions, rows }: Progress,
  ledger: Counted[],
  divisions: Division[],
  level: string | undefined,
): Generator<string> {
  const base = ledger.filter(isBase)
  const all = summed(document, base)
  const values = Object.entries(total.by_value)
  const named = values.reduce((sum, [, n]) => sum + n, 0)
  const counting = values.reduce((sum, [value, n]) => sum + (isCounting(document, value) ? n : 0), 0)
  if (named + total.unreported !== total.total)
    yield `各类 ${named} 与未填报 ${total.unreported} 之和不等于总数 ${total.total}`
  if (counting !== total.covered) yield `各模式之和为 ${counting}，覆盖数为 ${total.covered}`
  if (total.covered !== all.covered || total.total !== all.total || total.unreported !== all.unreported)
    yield `墙上为 ${total.covered}/${total.total}（未填报 ${total.unreported}），台账为 ${all.covered}/${all.total}（未填报 ${all.unreported}）`
  for (const by of ['households', 'floor_area'] as const) {
    const weighed = summed(document, base, by)
    if (shares[by].covered !== weighed.covered || shares[by].total !== weighed.total)
      yield `按${by === 'households' ? '户数' : '面积'}为 ${shares[by].covered}/${shares[by].total}，台账为 ${weighed.covered}/${weighed.total}`
  }
  const added = summed(
    document,
    ledger.filter(row => !isBase(row)),
  )
  if (additions.covered !== added.covered || additions.total !== added.total)
    yield `另增为 ${additions.covered}/${additions.total}，台账为 ${added.covered}/${added.total}`
  if (level === undefined) return
  const parts = partsOf(divisions, level)
  const own = Map.groupBy(base, ({ community }) => parts(community))
  for (const { division, covered, total } of rows) {
    const mine = summed(document, own.get(division) ?? [])
    if (covered !== mine.covered || total !== mine.total)
      yield `辖区 ${division} 为 ${covered}/${total}，台账为 ${mine.covered}/${mine.total}`
  }
  const nowhere = summed(document, own.get(null) ?? [])
  const [covered, count] = rows.reduce(([c, n], row) => [c + row.covered, n + row.total], [0, 0])
  if (covered! + nowhere.covered !== total.covered || count! + nowhere.total !== total.total)
    yield `各${document.levels.find(({ id }) => id === level)?.zh ?? level}之和为 ${covered}/${count}，另有 ${nowhere.total} 个不在其中，全部应为 ${total.covered}/${total.total}`
}

/** A value as the wall shows it: of several stored indicators it says itself whether it counts. */
const isCounting = (document: PlanDocument, value: string): boolean => {
  const bases = baseIndicators(document, document.headline.indicator)
  return bases.length > 1 ? value === 'true' : meets(document, document.headline.indicator, { [bases[0]!]: value })
}

/** In which division of a level a community lies; null where in none. */
const partsOf = (divisions: Division[], level: string) => {
  const known = new Map(divisions.map(division => [division.id, division]))
  return (community: number | null): number | null => {
    let at = community === null ? undefined : known.get(community)
    while (at && at.level !== level) at = at.parent === null ? undefined : known.get(at.parent)
    return at?.id ?? null
  }
}
