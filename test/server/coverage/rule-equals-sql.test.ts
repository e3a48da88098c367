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

const RUNS = Number(process.env.PROPERTY_RUNS ?? 12)
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
        const last = Math.max(0, ...journal.observations.map(row => row.seq))
        await agrees(connection(), plan, cast, journal, null)
        await agrees(connection(), plan, cast, knownAt(journal, last >> 1), last >> 1)
        await deltasAgree(connection(), plan.id)
      }),
      { numRuns: RUNS },
    )
  }, 600_000)
})

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
    for (const [i, day] of DAYS.slice(1).entries()) {
      const moved = await movesBetween(connection.db, { plan, basis, known }, INDICATORS, DAYS[i]!, day)
      const by_rule = movesByRule(history, INDICATORS, basis, DAYS[i]!, day)
      expect({ basis, day, known, moves: gathered(moved) }).toEqual({ basis, day, known, moves: gathered(by_rule) })
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

/** The kept day deltas, summed up to any day, are what a fresh count of the standing rows gives. */
async function deltasAgree({ db }: Connection, plan: string) {
  for (const day of DAYS) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from standing
      where plan = ${plan} and indicator = 'management' and basis = 'reported' and member = 'baseline' and from_on <= ${day}::date and to_on > ${day}::date`.execute(
      db,
    )
    const deltas = await dayDeltas(db, plan, 'management', 'reported', [], 'n')
    expect(deltas.filter(delta => delta.values && delta.day <= day).reduce((sum, delta) => sum + delta.n, 0)).toBe(
      rows[0]!.n,
    )
  }
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
