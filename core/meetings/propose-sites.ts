import type { Basis, Compound } from '../api/index.ts'
import type { MeetingProposal, Site } from '../api/meetings.ts'
import { previousMonthEnd } from '../calendar/days.ts'
import type { History } from '../coverage/history.ts'
import { type Status, statusOn } from '../coverage/status-on.ts'
import { indicatorOf } from '../plan/meets.ts'
import type { PlanDocument } from '../plan/plan-document.ts'
import { drivingOrder, metresAlong } from './driving-order.ts'

/** What sites are proposed from: the plan, who is called what, and every compound as of the day. */
export interface Ground {
  document: PlanDocument
  divisions: readonly { id: number; name: string }[]
  organisations: readonly { id: number; name: string }[]
  compounds: readonly Compound[]
  histories: ReadonlyMap<string, History>
}

export interface Proposed {
  /** In driving order, from the first proposed. */
  sites: Site[]
  reasons: MeetingProposal['reasons']
  metres: number
}

export interface SitesQuestion {
  as_of: string
  basis: Basis
  most: number
  /** The compounds that earlier meetings visited. */
  visited?: ReadonlySet<number>
}

type Reason = MeetingProposal['reasons'][number]
/** A located compound of the roster, then and now. */
interface Yard {
  compound: Compound
  before: Status | undefined
  now: Status
  /** Whether an earlier meeting was there. */
  isVisited: boolean
}

/**
 * The compounds worth a visit, each with its reason in figures, at most `most`: where most was done this month, where most is
 * left to do, and of each mode one that is in place. A compound without a place on the map, or proposed already, is passed over;
 * one an earlier meeting saw is an example only where there is no other. A month that has only begun looks back one more.
 */
export const proposeSites = (ground: Ground, { as_of, basis, most, visited }: SitesQuestion): Proposed => {
  const since = previousMonthEnd(as_of)
  const yards = yardsOf(ground, { since, as_of, basis, visited })
  const taken = new Set<number>()
  const reasons: Reason[] = []
  const take = (reason: Reason | null) => {
    if (!reason || reasons.length >= most) return
    taken.add(reason.subject)
    reasons.push(reason)
  }
  const free = () => yards.filter(yard => isPlaced(yard) && !taken.has(yard.compound.id))
  const asNumber = indicatorOf(ground.document, ground.document.headline.indicator)?.type === 'number'
  const mover = (from: string) => {
    const moved = yardsOf(ground, { since: from, as_of, basis, visited })
    return asNumber ? mostRisen(moved.filter(isPlaced), from) : bestMover(ground, moved, from)
  }
  take(mover(since) ?? mover(previousMonthEnd(since)))
  take(asNumber ? lowest(free()) : biggestLag(ground, yards, free()))
  for (const mode of ground.document.modes) take(exampleOf(ground, mode.id, free()))
  return inOrder(ground, reasons)
}

/** The roster's baseline members that exist on the day and are what the headline speaks of. */
function yardsOf(
  { document, compounds, histories }: Ground,
  { since, as_of, basis, visited }: Omit<SitesQuestion, 'most'> & { since: string },
): Yard[] {
  const { indicator } = document.headline
  const history = histories.get(indicator)
  if (!history) return []
  const now = statusOn(document, history, indicator, basis, as_of)
  const before = statusOn(document, history, indicator, basis, since)
  return compounds.flatMap(compound => {
    const status = now.get(compound.id)
    if (status?.member !== 'baseline') return []
    return [{ compound, now: status, before: before.get(compound.id), isVisited: visited?.has(compound.id) ?? false }]
  })
}

const isPlaced = ({ compound }: Yard) => compound.at !== null
const households = ({ compound }: Yard) => compound.households ?? 0
/** The most by a measure; of equals the larger yard, then the earlier entered. */
const mostBy = (yards: Yard[], by: (yard: Yard) => number): Yard | undefined =>
  yards.toSorted((a, b) => by(b) - by(a) || households(b) - households(a) || a.compound.id - b.compound.id)[0]

const isGained = ({ before, now }: Yard) => now.covered && !before?.covered
const isLost = ({ before, now }: Yard) => !now.covered && Boolean(before?.covered)

interface Community {
  id: number
  covered: number
  total: number
  gained: number
}

function communitiesOf(yards: Yard[]): Community[] {
  const communities = new Map<number, Community>()
  for (const yard of yards) {
    const id = yard.now.community
    if (id === null) continue
    const held = communities.get(id) ?? { id, covered: 0, total: 0, gained: 0 }
    communities.set(id, {
      id,
      covered: held.covered + Number(yard.now.covered),
      total: held.total + 1,
      gained: held.gained + Number(isGained(yard)) - Number(isLost(yard)),
    })
  }
  return [...communities.values()]
}

const named = (list: Ground['divisions'], id: number | null) => list.find(each => each.id === id)?.name ?? null

/** Of the community that gained most since a day, the largest compound that came in. */
function bestMover({ divisions }: Ground, yards: Yard[], from: string): Reason | null {
  const moved = communitiesOf(yards)
    .filter(({ gained }) => gained > 0)
    .sort((a, b) => b.gained - a.gained || b.covered * a.total - a.covered * b.total || a.id - b.id)
  for (const { id, gained, covered, total } of moved) {
    const yard = mostBy(
      yards.filter(each => isPlaced(each) && each.now.community === id && isGained(each)),
      households,
    )
    if (!yard) continue
    const { since } = yard.now
    return {
      subject: yard.compound.id,
      kind: 'best_mover',
      facts: { community: named(divisions, id), from, gained, covered, total, since },
    }
  }
  return null
}

/** Of the community that is farthest behind, the largest compound that is still open; one that fell back comes first. */
function biggestLag({ divisions }: Ground, yards: Yard[], free: Yard[]): Reason | null {
  const behind = communitiesOf(yards)
    .filter(({ covered, total }) => covered < total)
    .sort(
      (a, b) => a.covered * b.total - b.covered * a.total || b.total - b.covered - (a.total - a.covered) || a.id - b.id,
    )
  for (const { id, covered, total } of behind) {
    const open = free.filter(each => each.now.community === id && !each.now.covered)
    const yard = mostBy(open.some(isLost) ? open.filter(isLost) : open, households)
    if (!yard) continue
    return {
      subject: yard.compound.id,
      kind: 'biggest_lag',
      facts: {
        community: named(divisions, id),
        covered,
        total,
        households: yard.compound.households,
        lost: Number(isLost(yard)),
      },
    }
  }
  return null
}

/** A compound under this mode whose claim was checked: one not visited yet before the others, then the one in place longest, then the largest. */
function exampleOf({ organisations }: Ground, mode: string, free: Yard[]): Reason | null {
  const held = free.filter(({ compound, now }) => compound.management === mode && now.covered && now.verified)
  const yard = held.toSorted(
    (a, b) =>
      Number(a.isVisited) - Number(b.isVisited) ||
      (a.compound.since ?? '').localeCompare(b.compound.since ?? '') ||
      households(b) - households(a) ||
      a.compound.id - b.compound.id,
  )[0]
  if (!yard) return null
  const { id: subject, organisation, since, households: homes } = yard.compound
  return {
    subject,
    kind: 'example',
    facts: { mode, since, households: homes, organisation: named(organisations, organisation) },
  }
}

const pointsOf = (status: Status | undefined) => (status?.value ? Number(status.value) : null)

/** Where a headline is a number: the compound that rose most since a day. */
function mostRisen(free: Yard[], from: string): Reason | null {
  const gain = ({ before, now }: Yard) => (pointsOf(now) ?? 0) - (pointsOf(before) ?? 0)
  const yard = mostBy(
    free.filter(each => pointsOf(each.before) !== null && gain(each) > 0),
    gain,
  )
  if (!yard) return null
  return {
    subject: yard.compound.id,
    kind: 'best_mover',
    facts: { from, before: pointsOf(yard.before), now: pointsOf(yard.now), gained: Number(gain(yard).toFixed(2)) },
  }
}

/** Where a headline is a number: the compound that stands lowest. */
function lowest(free: Yard[]): Reason | null {
  const yard = mostBy(
    free.filter(each => pointsOf(each.now) !== null),
    each => -pointsOf(each.now)!,
  )
  return yard ? { subject: yard.compound.id, kind: 'biggest_lag', facts: { now: pointsOf(yard.now) } } : null
}

function inOrder({ compounds }: Ground, reasons: Reason[]): Proposed {
  const places = reasons.map(({ subject }) => compounds.find(({ id }) => id === subject)!.at!)
  const order = drivingOrder(places)
  const sites = order.map((i): Site => {
    const { subject, kind, facts } = reasons[i]!
    return { subject, kind, mode: kind === 'example' ? String(facts.mode) : null }
  })
  return { sites, reasons: order.map(i => reasons[i]!), metres: Math.round(metresAlong(order.map(i => places[i]!))) }
}
