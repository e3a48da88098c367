import { adopted } from '../printed.ts'
import type { PlanCheck } from './fault.ts'

/** Can the ranking be drawn up by its own rules? */
export const ranking: PlanCheck = reading => {
  const rules = reading.value('ranking')
  if (!rules) return []
  const keys = adopted(rules.key)
  const units = rules.units === undefined ? null : adopted(rules.units)
  const ranksUnits = rules.of.includes('organisation')
  const headline = reading.value('headline')?.indicator
  const indicator = reading.entries('indicators').find(({ it }) => it.id === headline)?.it
  const isScored = !indicator || (indicator.type === 'number' && !indicator.derived)
  return [
    ...(keys.length === 0 ? [{ path: '/ranking/key', reason: '至少要写一项排名依据' }] : []),
    ...keys.flatMap((key, i) =>
      keys.indexOf(key) < i ? [{ path: `/ranking/key/${i}`, reason: `排名依据“${key}”写了两次` }] : [],
    ),
    ...(keys.includes('points') && !isScored
      ? [{ path: '/ranking/key', reason: `“${headline}”不是得分，不能按得分排名` }]
      : []),
    ...(units === 'never' && ranksUnits
      ? [{ path: '/ranking/units', reason: '排名对象里有责任单位，却写明不给责任单位排名' }]
      : []),
    ...(units !== null && units !== 'never' && !ranksUnits
      ? [{ path: '/ranking/units', reason: '写明给责任单位排名，排名对象里却没有 organisation' }]
      : []),
  ]
}
