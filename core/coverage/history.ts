import type { Basis } from '#core/api/common.ts'
import type { StandingColumns, Timeline } from '#core/api/timeline.ts'

export type Member = '' | 'baseline' | 'addition'

/** From `from` on until the subject's next row, or until its gap: what stands, and in which context it counts. */
export interface StandingRow {
  from: string
  /** null: nothing stands from here on. */
  value: string | null
  organisation: number | null
  community: number | null
  member: Member
  households: number
  floor_area: number
}

/** Rows per subject, ordered by day. */
export type Rows = Map<number, StandingRow[]>

/** All that is known of some indicators, ready to be asked of any day. */
export interface History {
  seq: number
  known_at: string | null
  geometry_revision: number
  indicators: Map<string, Record<Basis, Rows>>
  /** By target: how its own deadline day saw it, per basis. */
  verdicts_then: Timeline['verdicts_then']
}

/** Reads a whole timeline. */
export function readTimeline(timeline: Timeline): History {
  const indicators = new Map<string, Record<Basis, Rows>>()
  for (const [id, columns] of Object.entries(timeline.indicators)) {
    const reported = readColumns(timeline, columns.reported)
    indicators.set(id, { reported, verified: columns.verified ? readColumns(timeline, columns.verified) : reported })
  }
  const { seq, known_at, geometry_revision, verdicts_then } = timeline
  return { seq, known_at, geometry_revision, indicators, verdicts_then }
}

/** A history with the tail of a later timeline: rows of the subjects it names are replaced, all others stay. */
export function mergeTail(history: History, tail: Timeline): History {
  if (tail.since === null) return readTimeline(tail)
  const indicators = new Map(history.indicators)
  const fresh = readTimeline(tail)
  for (const [id, rows] of fresh.indicators) {
    const before = indicators.get(id)
    indicators.set(id, {
      reported: merged(before?.reported, rows.reported, tail.subjects),
      verified: merged(before?.verified, rows.verified, tail.subjects),
    })
  }
  return { ...fresh, indicators, verdicts_then: { ...history.verdicts_then, ...fresh.verdicts_then } }
}

/** The row of a subject that holds on a day; undefined before its first. */
export function rowOn(rows: StandingRow[] | undefined, day: string): StandingRow | undefined {
  if (!rows) return undefined
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]!.from <= day) low = middle + 1
    else high = middle
  }
  return rows[low - 1]
}

function readColumns(timeline: Timeline, columns: StandingColumns): Rows {
  const rows: Rows = new Map()
  let subject = 0
  columns.subject.forEach((further, i) => {
    subject += further
    const row: StandingRow = {
      from: timeline.days[columns.from[i]!]!,
      value: timeline.values[columns.value[i]!] ?? null,
      organisation: timeline.organisations[columns.organisation[i]!] ?? null,
      community: timeline.communities[columns.community[i]!] ?? null,
      member: timeline.members[columns.member[i]!]! as Member,
      households: columns.households[i] ?? 0,
      floor_area: columns.floor_area[i] ?? 0,
    }
    const held = rows.get(subject)
    if (held) held.push(row)
    else rows.set(subject, [row])
  })
  return rows
}

function merged(before: Rows | undefined, after: Rows, subjects: number[]): Rows {
  const rows: Rows = new Map(before)
  for (const subject of subjects) rows.delete(subject)
  for (const [subject, held] of after) rows.set(subject, held)
  return rows
}
