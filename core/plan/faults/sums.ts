import type { Rubric } from '../plan-document.ts'
import { adopted } from '../printed.ts'
import type { Entry, PlanCheck, PlanFault } from './fault.ts'

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)
const known = (numbers: (number | null)[]): numbers is number[] => numbers.length > 0 && !numbers.includes(null)

/** Points are added only where all are printed: a lost one leaves the sum open. */
const rubric = ({ path, it }: Entry<Rubric>): PlanFault[] => {
  const full = adopted(it.full)
  const pass = adopted(it.pass)
  const sections = it.sections.map(({ points }) => adopted(points))
  return [
    ...it.sections.flatMap((section, i) => {
      const points = adopted(section.points)
      const earned = section.items.filter(({ sense }) => sense === 'earn').map(item => adopted(item.points))
      return points !== null && known(earned) && sum(earned) !== points
        ? [{ path: `${path}/sections/${i}/points`, reason: `写 ${points} 分，各项合计 ${sum(earned)} 分` }]
        : []
    }),
    ...(full !== null && known(sections) && sum(sections) !== full
      ? [{ path: `${path}/full`, reason: `满分写 ${full} 分，各部分合计 ${sum(sections)} 分` }]
      : []),
    ...(full !== null && pass && pass.at_least > full
      ? [{ path: `${path}/pass`, reason: `及格线 ${pass.at_least} 分高于满分 ${full} 分` }]
      : []),
    ...it.sections.flatMap(({ items }, s) =>
      items.flatMap(({ bands }, i) =>
        (bands ?? []).flatMap(({ from, to }, b) =>
          from > to
            ? [{ path: `${path}/sections/${s}/items/${i}/bands/${b}`, reason: `下限 ${from} 高于上限 ${to}` }]
            : [],
        ),
      ),
    ),
  ]
}

/** Do the numbers agree with each other: points, percents, counts against their roster? */
export const sums: PlanCheck = reading => {
  const rosters = new Map(reading.entries('rosters').map(({ it }) => [it.id, it]))
  const subjects = new Map(reading.entries('indicators').map(({ it }) => [it.id, it.on]))
  return [
    ...reading.entries('rubrics').flatMap(rubric),
    ...reading.entries('rosters').flatMap(({ path, it }) => {
      const expected = adopted(it.expected)
      const parts = it.per_division?.expected ?? []
      return expected !== null && known(parts) && sum(parts) !== expected
        ? [{ path: `${path}/per_division`, reason: `各辖区合计 ${sum(parts)}，与底数 ${expected} 不符` }]
        : []
    }),
    ...reading.entries('targets').flatMap(({ path, it }) => {
      const roster = it.roster ? rosters.get(it.roster) : undefined
      const on = it.indicator ? subjects.get(it.indicator) : undefined
      const expected = roster ? adopted(roster.expected) : null
      const goal = it.at_least ? adopted(it.at_least) : null
      const count = goal && 'count' in goal ? goal.count : 0
      return [
        ...(goal && !it.indicator ? [{ path: `${path}/indicator`, reason: '有数的节点任务要指明指标' }] : []),
        ...(!goal && !it.qualitative ? [{ path, reason: '节点任务既没有数，也没有文字要求' }] : []),
        ...(roster && on && roster.subject !== on
          ? [{ path: `${path}/roster`, reason: `底数的对象是 ${roster.subject}，指标的对象是 ${on}` }]
          : []),
        ...(expected !== null && count > expected
          ? [{ path: `${path}/at_least`, reason: `要求 ${count}，多于底数 ${expected}` }]
          : []),
      ]
    }),
  ]
}
