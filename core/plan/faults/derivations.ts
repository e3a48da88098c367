import { namedBy } from '../meets.ts'
import type { Indicator } from '../plan-document.ts'
import { type Entry, type PlanCheck, type PlanFault, unknownId } from './fault.ts'

const NUMERIC = ['number', 'count']

/** A way from `start` back to itself through what each is made of, else null. */
const circle = (start: string, byId: Map<string, Indicator>): string[] | null => {
  const seen = new Set<string>()
  const search = (way: string[]): string[] | null => {
    const indicator = byId.get(way.at(-1)!)
    for (const next of (indicator && namedBy(indicator)) ?? []) {
      if (next === start) return [...way, start]
      if (seen.has(next)) continue
      seen.add(next)
      const found = search([...way, next])
      if (found) return found
    }
    return null
  }
  return search([start])
}

const ofKind = ({ path, it }: Entry<Indicator>, byId: Map<string, Indicator>): PlanFault[] => {
  const faults: PlanFault[] = []
  const { derived } = it
  if (!derived) return faults
  const type = 'ratio' in derived ? 'number' : 'boolean'
  if (it.type !== type) faults.push({ path: `${path}/type`, reason: `由其他指标得出，类型应为 ${type}` })
  const counts = 'at_least' in derived || 'ratio' in derived
  for (const other of (namedBy(it) ?? []).flatMap(id => byId.get(id) ?? [])) {
    if (other.on !== it.on)
      faults.push({ path: `${path}/derived`, reason: `“${other.id}”的对象是 ${other.on}，与本指标的 ${it.on} 不同` })
    if (counts && !NUMERIC.includes(other.type))
      faults.push({ path: `${path}/derived`, reason: `“${other.id}”不是数，不能比较大小` })
  }
  return faults
}

/** Do derived indicators rest on stored ones of the same subject, without going in a circle? */
export const derivations: PlanCheck = reading => {
  const entries = reading.entries('indicators')
  const known = reading.ids('indicators')
  const byId = new Map(entries.map(({ it }) => [it.id, it]))
  return entries.flatMap(entry => {
    const { path, it } = entry
    const way = circle(it.id, byId)
    const share = (it.made_of ?? []).reduce((sum, { percent }) => sum + percent, 0)
    return [
      ...(namedBy(it) ?? []).flatMap(id => unknownId(`${path}/derived`, known, id, '指标')),
      ...(it.made_of ?? []).flatMap(({ indicator }, i) =>
        unknownId(`${path}/made_of/${i}/indicator`, known, indicator, '指标'),
      ),
      ...(way ? [{ path: `${path}/derived`, reason: `绕回了自己：${way.join(' → ')}` }] : []),
      ...(it.made_of && share !== 100
        ? [{ path: `${path}/made_of`, reason: `各部分占比合计 ${share}%，应为 100%` }]
        : []),
      ...ofKind(entry, byId),
    ]
  })
}
