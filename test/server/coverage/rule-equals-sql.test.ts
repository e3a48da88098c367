import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { movesBetween as movesByRule, tallyOn } from '#core/coverage/figures.ts'
import { readTimeline } from '#core/coverage/history.ts'
import { statusOn } from '#core/coverage/status-on.ts'
import type { Move, Tally } from '#core/coverage/tally.ts'
import { type Journal, knownAt } from '#core/observations/journal.ts'
import { stateOn } from '#core/observations/state-on.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { dayDeltas, movesBetween, talliesOn } from '../../../server/coverage/coverage.queries.ts'
import { standingRows } from '../../../server/coverage/timeline.queries.ts'
import { timelineColumns } from '../../../server/coverage/timeline-columns.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { journalOf } from '../../helpers/journal.ts'
import { newPlan } from '../../helpers/plans.ts'
import { addCast, type Cast, playWrite } from '../../helpers/play-story.ts'
import { DAYS, story } from '../../helpers/random-history.ts'

const RUNS = Number(process.env.PROPERTY_RUNS ?? 6)
const INDICATORS = ['management', 'unit_yard']
const BASES = ['reported', 'verified'] as const

eachEngine('the rule in core and the rule in SQL', connection => {
  test('agree for every day, basis and moment of knowledge, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(story, async writes => {
        const plan = await newPlan(connection())
        const cast = await addCast(connection(), plan.id)
        const told: { id: number; subject: number; indicator: string }[] = []
        for (const acts of writes) await playWrite(connection(), plan, cast, told, acts)
        const journal = await journalOf(connection(), plan.id)
        await agrees(connection(), plan, cast, journal, null)
        for (const known of moments(writes.length))
          await agrees(connection(), plan, cast, knownAt(journal, known), known)
        await deltasAgree(connection(), plan.id, cast)
      }),
      { numRuns: RUNS },
    )
  }, 600_000)
})

/** The plan itself and its cast are written before the story. */
const BEFORE = 2

/** Write numbers to look back from: before the story, after its last write, and some between. */
const moments = (writes: number) =>
  [...new Set([0, 0.3, 0.6, 0.8, 1].map(share => Math.round(share * writes)))].map(told => BEFORE + told)

/** All pairs of neighbouring days; looking back, which takes longer, one pair that differs from moment to moment. */
const pairs = (known: number | null): [string, string][] => {
  const all = DAYS.slice(1).map((day, i): [string, string] => [DAYS[i]!, day])
  return known === null ? all : [[DAYS[known % 4]!, DAYS[4 + (known % 6)]!]]
}

async function agrees(
  connection: Connection,
  document: PlanDocument,
  cast: Cast,
  journal: Journal,
  known: number | null,
) {
  const plan = document.id
  const rows = await standingRows(connection.db, plan, ['roster', ...INDICATORS], known, null)
  const columns = timelineColumns(rows, ['roster', ...INDICATORS])
  const history = readTimeline({
    seq: 0,
    known_at: null,
    geometry_revision: 0,
    since: null,
    subjects: [],
    verdicts_then: {},
    ...columns,
  })
  for (const basis of BASES) {
    const counted = await talliesOn(connection.db, { plan, basis, known }, INDICATORS, DAYS)
    for (const [from, to] of pairs(known)) {
      const moved = await movesBetween(connection.db, { plan, basis, known }, INDICATORS, from, to)
      const by_rule = movesByRule(history, INDICATORS, basis, from, to)
      const asked = { basis, from, to, known }
      expect({ ...asked, moves: gathered(moved) }).toEqual({ ...asked, moves: gathered(by_rule) })
    }
    for (const day of DAYS) {
      const expected = sorted(tallyByRule(journal, cast, basis, day))
      expect({ basis, day, known, tallies: sorted(counted.get(day)!) }).toEqual({
        basis,
        day,
        known,
        tallies: expected,
      })
      expect(sorted(tallyOn(history, INDICATORS, basis, day))).toEqual(expected)
      const baseline = expected.filter(({ member }) => member === 'baseline')
      const drawn = [...statusOn(document, history, 'management', basis, day).values()]
      expect(drawn.filter(({ member }) => member === 'baseline')).toHaveLength(
        baseline.reduce((sum, { count }) => sum + count, 0),
      )
    }
  }
}

function tallyByRule(journal: Journal, { compounds }: Cast, basis: 'reported' | 'verified', day: string): Tally[] {
  const tallies = new Map<string, Tally>()
  for (const subject of compounds) {
    const states = INDICATORS.map(indicator => stateOn(journal, subject, indicator, basis, day))
    const { member, community, households, floor_area } = states[0]!
    if (member === '') continue
    const values = states.map(state => state.value)
    const key = JSON.stringify([member, community, values])
    const tally = tallies.get(key) ?? { community, member, values, count: 0, households: 0, floor_area: 0 }
    tallies.set(key, {
      ...tally,
      count: tally.count + 1,
      households: tally.households + households,
      floor_area: tally.floor_area + floor_area,
    })
  }
  return [...tallies.values()]
}

interface Count {
  day: string
  indicator: string
  basis: string
  value: string
  community: number | null
  n: number
  households: number
  floor_area: number
}

/** The kept day deltas, summed up to any day, are what a fresh count of the standing rows gives: of every value, whatever is counted by, of the whole and of a part. */
async function deltasAgree({ db }: Connection, plan: string, { communities }: Cast) {
  const { rows } = await sql<Count>`
    select d.day, s.indicator, s.basis, s.value, s.community, count(*)::int as n, sum(s.households)::bigint as households, sum(s.floor_area)::bigint as floor_area
    from unnest(${DAYS}::date[]) as d (day) join standing s on s.from_on <= d.day and s.to_on > d.day
    where s.plan = ${plan} and s.member = 'baseline' group by 1, 2, 3, 4, 5`.execute(db)
  const questions: ['n' | 'households' | 'floor_area', number[]][] = [
    ['n', []],
    ['households', []],
    ['floor_area', communities.slice(1)],
  ]
  for (const basis of BASES)
    for (const indicator of INDICATORS)
      for (const [by, scopes] of questions) {
        const deltas = await dayDeltas(db, plan, indicator, basis, scopes, by)
        const kept = DAYS.flatMap(day =>
          deltas.filter(delta => delta.day <= day).map(({ values, n }) => ({ day, value: values?.[0] ?? 'roster', n })),
        )
        const fresh = rows
          .filter(row => row.basis === basis && [indicator, 'roster'].includes(row.indicator))
          .filter(row => scopes.length === 0 || scopes.includes(row.community!))
          .map(row => ({ day: row.day, value: row.indicator === 'roster' ? 'roster' : row.value, n: row[by] }))
        const asked = { basis, indicator, by, scopes }
        expect({ ...asked, counts: summed(kept) }).toEqual({ ...asked, counts: summed(fresh) })
      }
}

/** Counts by day and value; none is the same as nought. */
function summed(counts: { day: string; value: string; n: number }[]): [string, number][] {
  const sums = new Map<string, number>()
  for (const { day, value, n } of counts) sums.set(`${day} ${value}`, (sums.get(`${day} ${value}`) ?? 0) + n)
  return [...sums].filter(([, n]) => n !== 0).sort()
}

/** Moves of one kind as one, in an order of their own. */
function gathered(moves: Move[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const { community, before, now, count } of moves) {
    const key = JSON.stringify([community, before, now])
    counts.set(key, (counts.get(key) ?? 0) + count)
  }
  return [...counts].sort()
}

const sorted = (tallies: Tally[]) =>
  tallies
    .map(({ community, member, values, count, households, floor_area }) => ({
      community,
      member,
      values,
      count,
      households,
      floor_area,
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
