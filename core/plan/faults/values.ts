import { FACTS, isFact } from '../facts.ts'
import type { Condition, Conditions, Indicator } from '../plan-document.ts'
import { type PlanCheck, type PlanFault, type Reading, unknownIds } from './fault.ts'

const NUMERIC = ['number', 'count']

/** Ids a value of this indicator may take; null where any value will do. */
const choicesIn = (reading: Reading, { type, values }: Indicator): ReadonlySet<string> | null => {
  if (type === 'mode') return new Set([...reading.ids('modes'), 'none'])
  if (type === 'choice') return new Set((values ?? []).map(({ id }) => id))
  return null
}

const bounds = (condition: Condition) =>
  typeof condition === 'number' || (typeof condition === 'object' && !('in' in condition))

const named = (condition: Condition): string[] => {
  if (typeof condition === 'object') return 'in' in condition ? condition.in : []
  return [String(condition)]
}

const condition = (reading: Reading, path: string, id: string, given: Condition): PlanFault[] => {
  const indicator = reading.entries('indicators').find(({ it }) => it.id === id)?.it
  if (!indicator) {
    if (isFact(id))
      return bounds(given) && FACTS[id].type !== 'count' ? [{ path, reason: `“${id}”不是数，不能比较大小` }] : []
    return reading.ids('indicators').has(id) ? [] : [{ path, reason: `没有 id 为“${id}”的指标或基本事实` }]
  }
  if (bounds(given)) return NUMERIC.includes(indicator.type) ? [] : [{ path, reason: `“${id}”不是数，不能比较大小` }]
  if (indicator.type === 'boolean')
    return typeof given === 'boolean' ? [] : [{ path, reason: `“${id}”只有 true 和 false` }]
  const choices = choicesIn(reading, indicator)
  return choices ? unknownIds(path, choices, named(given), `“${id}”的取值`).map(fault => ({ ...fault, path })) : []
}

const conditions = (reading: Reading, path: string, given: Conditions | undefined) =>
  Object.entries(given ?? {}).flatMap(([id, value]) => condition(reading, `${path}/${id}`, id, value))

const indicatorValues = (reading: Reading, path: string, it: Indicator): PlanFault[] => {
  const choices = choicesIn(reading, it)
  return [
    ...(it.type === 'choice' && !it.values?.length ? [{ path: `${path}/values`, reason: '选择型指标要列出取值' }] : []),
    ...(it.meets && 'in' in it.meets && choices ? unknownIds(`${path}/meets/in`, choices, it.meets.in, '取值') : []),
    ...(it.meets && 'is' in it.meets && it.type !== 'boolean'
      ? [{ path: `${path}/meets`, reason: '只有是非型指标可用 is' }]
      : []),
    ...(it.meets && ('at_least' in it.meets || 'at_most' in it.meets) && !NUMERIC.includes(it.type)
      ? [{ path: `${path}/meets`, reason: '只有数值型指标可比较大小' }]
      : []),
  ]
}

/** Can every value that is named really be reported? */
export const values: PlanCheck = reading => {
  const classify = reading.value('classify')
  const override = reading.entries('indicators').find(({ it }) => it.id === classify?.override)?.it
  return [
    ...reading.entries('indicators').flatMap(({ path, it }) => indicatorValues(reading, path, it)),
    ...reading.entries('targets').flatMap(({ path, it }) => conditions(reading, `${path}/filter`, it.filter)),
    ...(classify?.rules ?? []).flatMap((rule, i) => [
      ...conditions(reading, `/classify/rules/${i}/if`, rule.if),
      ...unknownIds(`/classify/rules/${i}/then`, reading.ids('modes'), rule.then, '模式'),
    ]),
    ...(classify?.override && override?.type !== 'mode'
      ? [{ path: '/classify/override', reason: `“${classify.override}”应是取值为模式的指标` }]
      : []),
  ]
}
