import { readFileSync } from 'node:fs'
import { makeRandom } from '../random.ts'
import { addDays, daysBetween } from '../story/days.ts'
import type { Day, DemoCounty } from '../types.ts'
import { closed, freeze, makeSmallTown } from './small-town.ts'

type Measure = { id: string; zh: string; from: { adopted: Day }; to: { adopted: Day }; lead: string[] }
type Plan = { measures: Measure[] }

/** Twenty measures with their own dates; no compounds. Autumn of the first year: most due in August and October are done. */
export const makeSishui = (seed: number): DemoCounty => {
  const today = '2019-11-15'
  const plan = JSON.parse(
    readFileSync(new URL('../../../data/plans/sishui-2019.json', import.meta.url), 'utf8'),
  ) as Plan
  const small = makeSmallTown(makeRandom(seed + 3), {
    plan: 'sishui-2019',
    today,
    place: { lon: 117.27, lat: 35.66 },
    bend: { mirror: true, angle: 0.1, scale: 0.8 },
    top: '泗水县',
    towns: { a: '泗河街道', b: '济河街道' },
    quarters: {
      wenchang: { total: 0, single: 0, town: 'a' },
      gucheng: { total: 0, single: 0, town: 'a' },
      dongguan: { total: 0, single: 0, town: 'a' },
      hexi: { total: 0, single: 0, town: 'b' },
      beiyuan: { total: 0, single: 0, town: 'b' },
      chengjiao: { total: 0, single: 0, town: 'b' },
    },
    levels: { county: 'county', town: 'street', community: 'community' },
  })
  const { county, journal, random } = small
  county.measures = plan.measures.map(({ id, zh }) => ({ code: id, name: zh }))
  const leads = [...new Set(plan.measures.flatMap(one => one.lead))]
  county.organisations = leads.map((name, at) => ({ code: `lead-${at + 1}`, name, kind: 'unit' as const }))
  const task = { day: '2019-06-12', account: 'office' as const, action: 'import' as const, note: '导入工作措施清单' }
  for (const measure of plan.measures) {
    const owner = `lead-${leads.indexOf(measure.lead[0]!) + 1}`
    const facts = { name: measure.zh, roster: 'in', due_on: measure.to.adopted, task_owner: owner }
    for (const [indicator, value] of Object.entries(facts))
      journal.write(task, {
        subject: { kind: 'measure', code: measure.id },
        indicator,
        value,
        effective_on: '2019-06-10',
      })
  }
  freeze(journal, county, '2019-06-15')
  for (const [at, { id, from, to }] of plan.measures.entries()) {
    const subject = { kind: 'measure' as const, code: id }
    const under = from.adopted < '2019-06-20' ? '2019-06-20' : from.adopted
    const report = (indicator: string, value: string, on: Day, checked: boolean) => {
      const entry = { day: addDays(on, 4), account: 'unit' as const, action: 'report' as const, note: '填报进展' }
      const key = journal.write(entry, { subject, indicator, value, effective_on: on })
      if (checked) journal.judge(addDays(on, 10), key, 'verified')
    }
    report('progress', at % 9 === 7 ? 'no_progress' : 'under_way', addDays(under, at), false)
    const slow = at % 4 === 3
    const done = addDays(
      to.adopted,
      -Math.round(daysBetween(under, to.adopted) * random.between(0.1, 0.45)) + (slow ? 60 : 0),
    )
    if (addDays(done, 4) > today) continue
    report('done', 'true', done, addDays(done, 10) <= today)
    report('progress', 'done', done, addDays(done, 10) <= today)
  }
  return closed(small)
}
