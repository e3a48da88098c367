import type { StandingColumns, Timeline } from '#core/api/timeline.ts'
import type { TimelineRow } from './timeline.queries.ts'

/** A list that gives each of its items a number. */
class Dictionary<T> {
  readonly items: T[]
  private readonly numbers: Map<T, number>
  constructor(first: T[] = []) {
    this.items = first
    this.numbers = new Map(first.map((item, i) => [item, i]))
  }
  number(item: T): number {
    const known = this.numbers.get(item)
    if (known !== undefined) return known
    this.numbers.set(item, this.items.length)
    return this.items.push(item) - 1
  }
}

/** The roster is read as reported on both bases, and alone carries weights. */
const ROSTER = 'roster'
const MEMBERS: Timeline['members'] = ['', 'baseline', 'addition']

/** Puts standing rows, ordered by indicator, basis, subject and day, into columns; where a subject's rows leave a gap, a null row of no member says so. */
export function timelineColumns(rows: TimelineRow[], indicators: string[]) {
  const days = new Dictionary<string>()
  const values = new Dictionary<string | null>([null])
  const communities = new Dictionary<number | null>([null])
  const organisations = new Dictionary<number | null>([null])
  const columns: Timeline['indicators'] = Object.fromEntries(
    indicators.map(id => [id, { reported: empty(), verified: id === ROSTER ? null : empty() }]),
  )
  let before: TimelineRow | undefined
  const add = (row: TimelineRow, from: string, value: string | null) => {
    const to = columns[row.indicator]![row.basis]
    if (to === null) return
    const follows = before?.indicator === row.indicator && before.basis === row.basis
    to.subject.push(follows ? row.subject - before!.subject : row.subject)
    before = row
    to.from.push(days.number(from))
    to.value.push(values.number(value))
    to.organisation.push(organisations.number(row.organisation))
    to.community.push(communities.number(row.community))
    to.member.push(MEMBERS.indexOf(row.member))
    if (row.indicator !== ROSTER) return
    to.households.push(row.households)
    to.floor_area.push(row.floor_area)
  }
  rows.forEach((row, i) => {
    add(row, row.from_on, row.value)
    const next = rows[i + 1]
    const goesOn =
      next?.subject === row.subject &&
      next.indicator === row.indicator &&
      next.basis === row.basis &&
      next.from_on === row.to_on
    if (!goesOn && row.to_on !== 'infinity') add({ ...row, organisation: null, member: '' }, row.to_on, null)
  })
  return {
    days: days.items,
    values: values.items,
    communities: communities.items,
    organisations: organisations.items,
    members: MEMBERS,
    indicators: columns,
  }
}

const empty = (): StandingColumns => ({
  subject: [],
  from: [],
  value: [],
  organisation: [],
  community: [],
  member: [],
  households: [],
  floor_area: [],
})
