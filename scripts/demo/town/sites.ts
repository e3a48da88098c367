import { areaOf, boxAround, centreOf, type Spot } from '../plane/shapes.ts'
import type { Random } from '../random.ts'
import type { Parcel } from './parcels.ts'
import { carveSingle, fillYard, reshape, styles } from './yards.ts'

/** A place where a compound may stand: its land, its houses, and how likely it is one. */
export type Site = {
  ring: Spot[]
  area: number
  centre: Spot
  quarter: number
  houses: Spot[][]
  single: boolean
  draw: number
}
/** How many compounds a quarter has, and how many of them are single buildings. */
export type Quota = { total: number; single: number }
export type Settled = { sites: Site[][]; left: Parcel[] }

/** Chooses the sites of every quarter; the parcels not chosen are left for other uses. */
export const settle = (random: Random, parcels: Parcel[], quotas: Quota[]): Settled => {
  const offers = parcels.flatMap(parcel => offersOn(random, parcel))
  const chosen = new Set<Offer>()
  const sites = quotas.map((quota, quarter) => {
    const own = offers.filter(offer => offer.quarter === quarter).sort((a, b) => b.draw - a.draw)
    const yards = own.filter(offer => !offer.single).slice(0, quota.total - quota.single)
    const taken = new Set(yards.map(offer => offer.parcel))
    const singles = own.filter(offer => offer.single).sort((a, b) => nearness(b, taken) - nearness(a, taken))
    const all = [...yards, ...singles.slice(0, quota.single)]
    for (const offer of all) chosen.add(offer)
    return all.map(({ parcel: _, ...site }) => site)
  })
  const built = new Set([...chosen].map(offer => offer.parcel))
  return { sites, left: parcels.filter(parcel => !built.has(parcel)) }
}

type Offer = Site & { parcel: Parcel }

const nearness = (offer: Offer, taken: Set<Parcel>) => offer.draw + (taken.has(offer.parcel) ? 0.25 : 0)

/** Homes stand in clusters: a slow wave over the town raises or lowers the draw. */
const cluster = ({ x, y }: Spot) => 0.5 + 0.25 * (Math.sin(x / 230 + y / 410) + Math.sin(y / 260 - x / 520 + 1.7))

const offersOn = (random: Random, parcel: Parcel): Offer[] => {
  const box = boxAround(parcel.ring)
  const thin = box.halfAcross * 2 < 30 || parcel.area < box.half * box.halfAcross * 4 * 0.6
  if (parcel.town < 0.08 || thin || parcel.area > 60_000) return []
  const draw =
    parcel.town * 0.55 + cluster(parcel.centre) * 0.5 + Math.min(0.4, parcel.area / 35_000) + random.between(0, 0.6)
  const offer = (ring: Spot[], single: boolean): Offer[] => {
    const houses = fillYard(random, ring, single ? styles.single : random.chance(0.55) ? styles.slabs : styles.old)
    if (single ? houses.length !== 1 : houses.length < 2 || areaOf(ring) < 1_500) return []
    return [{ ring, area: areaOf(ring), centre: centreOf(ring), quarter: parcel.quarter, houses, single, draw, parcel }]
  }
  const carved = parcel.area < 24_000 && random.chance(0.4) ? carveSingle(random, parcel.ring) : null
  if (carved)
    return [
      ...offer(carved.strip, true),
      ...offer(random.chance(0.5) ? reshape(random, carved.rest) : carved.rest, false),
    ]
  return offer(random.chance(0.62) ? reshape(random, parcel.ring) : parcel.ring, false)
}
