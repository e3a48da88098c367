import { makeRandom } from '../random.ts'
import { addDays } from '../story/days.ts'
import type { DemoCounty } from '../types.ts'
import { closed, makeSmallTown, say, writeSmallOpening } from './small-town.ts'

/** Two towns, six communities, 24 compounds; autumn of the second year, before the first coverage deadline. */
export const makeMengjin = (seed: number): DemoCounty => {
  const small = makeSmallTown(makeRandom(seed + 1), {
    plan: 'mengjin-2019',
    today: '2020-11-20',
    place: { lon: 112.45, lat: 34.83 },
    bend: { mirror: true, angle: 0.3, scale: 0.66 },
    top: '孟津县',
    towns: { a: '城关镇', b: '朝阳镇' },
    quarters: {
      wenchang: { total: 5, single: 0, town: 'a' },
      dongguan: { total: 4, single: 0, town: 'a' },
      gucheng: { total: 5, single: 1, town: 'a' },
      hexi: { total: 4, single: 0, town: 'b' },
      beiyuan: { total: 4, single: 1, town: 'b' },
      chengjiao: { total: 2, single: 0, town: 'b' },
    },
    levels: { county: 'county', town: 'town', community: 'community' },
  })
  const { county, journal, random } = small
  const opening = '2019-08-15'
  writeSmallOpening(small, opening, '2019-08-30')
  const companies = county.organisations.filter(one => one.kind === 'company')
  for (const [at, compound] of county.compounds.entries()) {
    const kind = compound.unit_yard
      ? 'unit_yard'
      : compound.built_year > 2000
        ? 'new'
        : at % 4 === 0
          ? 'ownerless'
          : 'old'
    say(journal, compound, 'class', kind, { on: opening, recorded: '2019-08-20' })
    if (at % 6 === 5) continue
    const mode =
      kind === 'ownerless'
        ? 'package'
        : kind === 'unit_yard'
          ? 'work_unit'
          : random.pick(['professional', 'self_governed', 'entrusted'])
    const on = addDays('2019-09-05', at * 17 + random.whole(0, 12))
    const organisation =
      mode === 'work_unit'
        ? compound.task_owner!
        : mode === 'professional' || mode === 'package'
          ? random.pick(companies).code
          : `office-${compound.community}`
    const evidence = [
      {
        package: 'contract',
        professional: 'contract',
        work_unit: 'unit_commitment',
        self_governed: 'committee_filing',
      }[mode] ?? 'town_decision',
    ]
    const checked = at % 5 === 4 ? undefined : addDays(on, 12)
    say(journal, compound, 'management', mode, {
      on,
      recorded: addDays(on, random.whole(2, 8)),
      organisation,
      evidence,
      checked,
    })
    for (const [index, have] of ['order', 'cleaning', 'greening', 'repair'].entries())
      if (random.chance(0.85 - index * 0.15))
        say(journal, compound, have, 'true', {
          on: addDays(on, 30),
          recorded: addDays(on, 33),
          checked: checked && addDays(on, 40),
        })
  }
  return closed(small)
}
