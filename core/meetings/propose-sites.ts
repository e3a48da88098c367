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

type Reason = MeetingProposal['reasons'][number]
/** A located compound of the roster, then and now. */
interface Yard {
  compound: Compound
  before: Status | undefined
  now: Status
}

/**
 * The compounds worth a visit, each with its reason in figures, at most `most`: where most was done this month, where most is
 * left to do, and of each mode one that is in place. A compound without a place on the map, or proposed already, is passed over.
 */
export const proposeSites = (
  ground: Ground,
  { as_of, basis, most }: { as_of: string; basis: Basis; most: number },
): Proposed => {
  const yards = yardsOf(ground, as_of, basis)
  const taken = new Set<number>()
  const reasons: Reason[] = []
  const take = (reason: Reason | null) => {
    if (!reason || reasons.length >= most) return
    taken.add(reason.subject)
    reasons.push(reason)
  }
  const free = () => yards.filter(({ compound }) => compound.at && !taken.has(compound.id))
  const asNumber = indicatorOf(ground.document, ground.document.headline.indicator)?.type === 'number'
  take(asNumber ? mostRisen(free()) : bestMover(ground, yards, free()))
  take(asNumber ? lowest(free()) : biggestLag(ground, yards, free()))
  for (const mode of ground.document.modes) take(exampleOf(ground, mode.id, free()))
  return inOrder(ground, reasons)
}

/** The roster's baseline members that exist on the day and are what the headline speaks of. */
function yardsOf({ document, compounds, histories }: Ground, as_of: string, basis: Basis): Yard[] {
  const { indicator } = document.headline
  const history = histories.get(indicator)
  if (!history) return []
  const now = statusOn(document, history, indicator, basis, as_of)
  const before = statusOn(document, history, indicator, basis, previousMonthEnd(as_of))
  return compounds.flatMap(compound => {
    const status = now.get(compound.id)
    return status?.member === 'baseline' ? [{ compound, now: status, before: before.get(compound.id) }] : []
  })
}

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

/** Of the community that gained most this month, the largest compound that came in. */
function bestMover({ divisions }: Ground, yards: Yard[], free: Yard[]): Reason | null {
  const moved = communitiesOf(yards)
    .filter(({ gained }) => gained > 0)
    .sort((a, b) => b.gained - a.gained || b.covered * a.total - a.covered * b.total || a.id - b.id)
  for (const { id, gained, covered, total } of moved) {
    const yard = mostBy(
      free.filter(each => each.now.community === id && isGained(each)),
      households,
    )
    if (!yard) continue
    const { since } = yard.now
    return {
      subject: yard.compound.id,
      kind: 'best_mover',
      facts: { community: named(divisions, id), gained, covered, total, since },
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

/** A compound under this mode whose claim was checked, the one in place longest; of equals the largest. */
function exampleOf({ organisations }: Ground, mode: string, free: Yard[]): Reason | null {
  const held = free.filter(({ compound, now }) => compound.management === mode && now.covered && now.verified)
  const yard = held.toSorted(
    (a, b) =>
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

/** Where a headline is a number: the compound that rose most since the month began. */
function mostRisen(free: Yard[]): Reason | null {
  const gain = ({ before, now }: Yard) => (pointsOf(now) ?? 0) - (pointsOf(before) ?? 0)
  const yard = mostBy(
    free.filter(each => pointsOf(each.before) !== null && gain(each) > 0),
    gain,
  )
  if (!yard) return null
  return {
    subject: yard.compound.id,
    kind: 'best_mover',
    facts: { before: pointsOf(yard.before), now: pointsOf(yard.now), gained: gain(yard) },
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
