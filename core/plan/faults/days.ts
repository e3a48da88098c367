import { isDay } from '../../calendar/days.ts'
import { adopted } from '../printed.ts'
import type { PlanCheck, PlanFault } from './fault.ts'

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/

/** Days the calendar does not have, such as 31 June, wherever they stand. */
export const realDays = (json: unknown, path = ''): PlanFault[] => {
  if (typeof json === 'string')
    return ISO_DAY.test(json) && !isDay(json) ? [{ path, reason: `没有 ${json} 这一天` }] : []
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, value]) => realDays(value, `${path}/${key}`))
}

/** Do phases follow one another, and does everything fall within the plan's own days? */
export const days: PlanCheck = reading => {
  const start = reading.value('starts_on')?.adopted ?? ''
  const end = reading.value('ends_on')?.adopted ?? '9999-12-31'
  const outside = (path: string, day: string) =>
    day < start || day > end ? [{ path, reason: `${day} 不在方案的 ${start} 至 ${end} 之内` }] : []
  const reversed = (path: string, from: string, to: string) =>
    from > to ? [{ path, reason: `起日 ${from} 晚于止日 ${to}` }] : []
  return [
    ...reversed('/ends_on', start, end),
    ...reading.entries('phases').flatMap(({ path, it }, i, all) => {
      const from = adopted(it.from)
      const before = all[i - 1]?.it
      return [
        ...reversed(path, from, adopted(it.to)),
        ...outside(`${path}/from`, from),
        ...outside(`${path}/to`, adopted(it.to)),
        ...(before && from <= adopted(before.to)
          ? [{ path: `${path}/from`, reason: `与上一阶段“${before.zh}”重叠或次序颠倒` }]
          : []),
      ]
    }),
    ...reading.entries('targets').flatMap(({ path, it }) => (it.by ? outside(`${path}/by`, it.by.adopted) : [])),
    ...reading.entries('measures').flatMap(({ path, it }) => reversed(path, adopted(it.from), adopted(it.to))),
  ]
}
