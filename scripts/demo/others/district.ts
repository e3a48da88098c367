import { makeRandom } from '../random.ts'
import { addDays } from '../story/days.ts'
import type { DemoCounty } from '../types.ts'
import { closed, makeSmallTown, say, writeSmallOpening } from './small-town.ts'

/** Thirty compounds on their way to three coverages; most have one or two, some all three. */
export const makeDistrict = (seed: number): DemoCounty => {
  const small = makeSmallTown(makeRandom(seed + 4), {
    plan: 'xx-district-2024',
    today: '2024-10-25',
    place: { lon: 117.2, lat: 36.4 },
    bend: { mirror: true, angle: -0.2, scale: 0.72 },
    top: 'XX区',
    towns: { a: '洄阳街道', b: '翠屏街道', c: '南屏镇' },
    quarters: {
      wenchang: { total: 5, single: 1, town: 'a' },
      gucheng: { total: 6, single: 1, town: 'a' },
      dongguan: { total: 5, single: 1, town: 'a' },
      hexi: { total: 5, single: 0, town: 'b' },
      beiyuan: { total: 5, single: 1, town: 'b' },
      chengjiao: { total: 4, single: 0, town: 'c' },
    },
    levels: { county: 'district', town: 'town', community: 'community' },
  })
  const { county, journal, random } = small
  writeSmallOpening(small, '2024-07-03', '2024-07-15')
  const companies = county.organisations.filter(one => one.kind === 'company')
  for (const [at, compound] of county.compounds.entries()) {
    const start = addDays('2024-07-18', Math.floor(at * 2.6))
    const checked = (on: string) => (addDays(on, 9) <= '2024-10-22' && random.chance(0.85) ? addDays(on, 9) : undefined)
    if (random.chance(0.86))
      say(journal, compound, 'party_led', 'true', { on: start, recorded: addDays(start, 3), checked: checked(start) })
    const organised = addDays(start, random.whole(4, 14))
    if (!random.chance(0.74)) continue
    say(journal, compound, 'owners_organised', 'true', {
      on: organised,
      recorded: addDays(organised, 2),
      checked: checked(organised),
    })
    const managed = addDays(organised, random.whole(1, 4))
    if (managed > '2024-10-20' || !random.chance(0.8)) continue
    const mode = random.pick(['self_governed', 'professional', 'professional', 'service_center'])
    const evidence = [{ self_governed: 'owners_decision', professional: 'contract' }[mode] ?? 'center_list']
    const organisation = mode === 'professional' ? random.pick(companies).code : `office-${compound.community}`
    say(journal, compound, 'management', mode, {
      on: managed,
      recorded: addDays(managed, 2),
      organisation,
      evidence,
      checked: checked(managed),
    })
  }
  return closed(small)
}
