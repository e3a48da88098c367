import { makeRandom } from '../random.ts'
import type { DemoCounty } from '../types.ts'
import { closed, makeSmallTown, say, writeSmallOpening } from './small-town.ts'

const monthEnds = [
  '2024-01-31',
  '2024-02-29',
  '2024-03-31',
  '2024-04-30',
  '2024-05-31',
  '2024-06-30',
  '2024-07-31',
  '2024-08-31',
]
const written = [
  '2024-02-05',
  '2024-03-05',
  '2024-04-03',
  '2024-05-06',
  '2024-06-05',
  '2024-07-04',
  '2024-08-05',
  '2024-09-04',
]
const titles = ['洄水花园', '文昌苑', '东湖园', '书香苑', '翠屏园', '南屏园']

/** One town, six compounds, a score for each month. */
export const makeXxTown = (seed: number): DemoCounty => {
  const small = makeSmallTown(makeRandom(seed + 2), {
    plan: 'xx-town',
    today: '2024-09-20',
    place: { lon: 112.62, lat: 34.71 },
    bend: { mirror: false, angle: -0.5, scale: 0.5 },
    top: 'XX镇',
    towns: { a: 'XX镇' },
    quarters: {
      wenchang: { total: 2, single: 0, town: 'a' },
      nanmen: { total: 2, single: 0, town: 'a' },
      hexi: { total: 2, single: 0, town: 'a' },
    },
    levels: { county: null, town: 'town', community: 'community' },
  })
  const { county, journal, random } = small
  for (const [at, compound] of county.compounds.entries()) compound.name = titles[at]!
  writeSmallOpening(small, '2024-01-05', '2024-01-10')
  for (const [at, compound] of county.compounds.entries()) {
    let standing = 93 - at * 3.2
    say(journal, compound, 'party_branch', String(at !== 5), {
      on: '2024-01-05',
      recorded: '2024-01-12',
      account: 'town',
    })
    for (const [month, on] of monthEnds.entries()) {
      standing = Math.max(62, Math.min(98, standing + random.between(-4, 4.6)))
      const saying = { on, recorded: written[month]!, account: 'town' as const, checked: written[month]! }
      const longTerm = Math.round((standing + random.between(-3, 3)) * 2) / 2
      const property = Math.round((standing + random.between(-4, 4)) * 2) / 2
      say(journal, compound, 'long_term_score', String(longTerm), saying)
      say(journal, compound, 'property_score', String(property), saying)
      say(journal, compound, 'score', String(Math.round(longTerm * 6 + property * 4) / 10), saying)
    }
  }
  return closed(small)
}
