import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Basis, CountedBy } from '#core/api/common.ts'
import { readTimeline } from '#core/coverage/history.ts'
import { progressOn } from '#core/coverage/progress.ts'
import type { PlanDocument, RankingKey } from '#core/plan/plan-document.ts'
import { type BoardBook, boardOf, factsOf } from '#core/ranking/board.ts'
import { wholeQuestion } from '#core/ranking/question.ts'
import { ledgerRows } from '../../../server/compounds/compounds.queries.ts'
import { shownIndicator } from '../../../server/compounds/shown-indicator.ts'
import { progressOf, timelineOf } from '../../../server/coverage/progress-of.ts'
import type { Connection } from '../../../server/db/connect.ts'
import type { Trx } from '../../../server/db/database.ts'
import { readSnapshot } from '../../../server/db/write.ts'
import { divisionsOf, namedOf } from '../../../server/divisions/divisions.queries.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { type PlanState, planOf } from '../../../server/plans/plan-of.ts'
import { revisePlan } from '../../../server/plans/plans.queries.ts'
import { boardOf as boardBySql } from '../../../server/ranking/board-of.ts'
import { addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCast, type Cast, playWrite } from '../../helpers/play-story.ts'
import { type Act, DAYS, story } from '../../helpers/random-history.ts'

const RUNS = Number(process.env.PROPERTY_RUNS ?? 3)
const QUESTIONS = [
  ['community', 'count', 'coverage'],
  ['organisation', 'households', 'coverage'],
  ['compound', 'count', 'management'],
  ['county', 'floor_area', 'both'],
  ['community', 'households', 'both'],
] as const

const keys = fc.constantFrom<RankingKey[]>(['rate', 'gain_in_month'], ['due', 'rate'], ['points', 'due'])
/** Whose task each of the six compounds is, and by when; null where it was never said. */
const tasks = fc.array(
  fc.record({
    owner: fc.option(fc.nat(2)),
    due_on: fc.option(fc.constantFrom(...DAYS.slice(1, 6))),
    from: fc.constantFrom(...DAYS),
  }),
  { minLength: 6, maxLength: 6 },
)

/** c0 went into c1, and what c1 is stands for it: its owner's row names c0 alone, yet c1 has to be read, too. */
const MERGED: Act[][] = [
  [{ kind: 'observe', subject: 0, indicator: 'households', value: '1', day: DAYS[0]!, replaces: null }],
  [
    { kind: 'refer', subject: 0, indicator: 'merged_into', to: 1, day: DAYS[0]! },
    { kind: 'observe', subject: 1, indicator: 'management', value: 'professional', day: '2024-12-31', replaces: null },
  ],
  [{ kind: 'withdraw', row: 0, day: DAYS[0]! }],
  [{ kind: 'withdraw', row: 0, day: DAYS[0]! }],
]
const TOLD = Array.from({ length: 6 }, (_, i) => ({ owner: i === 0 ? 0 : null, due_on: null, from: DAYS[0]! }))

eachEngine('a ranking counted by the database', connection => {
  test('is the board of the rule, with every reason, on any day and as known at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(story, tasks, keys, fc.boolean(), async (writes, told, key, frozen) => {
        const { plan, cast } = await county(connection(), key, frozen)
        const half = writes.length >> 1
        await play(connection(), plan, cast, writes.slice(0, half))
        await assign(connection(), plan, cast, told)
        const between = await readSnapshot(connection().db, trx => planOf(trx, plan.id))
        await play(connection(), plan, cast, writes.slice(half))
        for (const known_at of [undefined, between.known_at])
          for (const [i, day] of DAYS.slice(3).entries())
            await readSnapshot(connection().db, async trx => {
              const state = await planOf(trx, plan.id, { as_of: day, known_at })
              await agrees(trx, state, i)
            })
      }),
      { numRuns: RUNS, examples: [[MERGED, TOLD, ['rate', 'gain_in_month'], false]] },
    )
  }, 600_000)
})

async function agrees(trx: Trx, state: PlanState, i: number) {
  const { document, as_of, known, head } = state
  const [of, counted_by, indicator] = QUESTIONS[i % QUESTIONS.length]!
  const basis = i % 2 === 0 ? ('reported' as const) : ('verified' as const)
  const since = i % 2 === 0 ? DAYS[i + 1]! : undefined
  const question = wholeQuestion(document, { of, as_of, since, basis, counted_by, indicator })
  const ledger = { plan: head.id, as_of, known, basis: 'reported', shown: shownIndicator(document) } as const
  const book = {
    document,
    divisions: await divisionsOf(trx, head.id, as_of, known),
    organisations: await namedOf(trx, head.id, 'organisation', as_of, known),
    compounds: await ledgerRows(trx, ledger),
    histories: new Map([[indicator, readTimeline(await timelineOf(trx, state, indicator, null))]]),
  }
  const whole = boardOf(book, question)
  expect(await boardBySql(trx, state, question, 100)).toEqual(whole)
  await wallAgrees(trx, state, { of, basis, counted_by, indicator }, book)
  const [first] = (await boardBySql(trx, state, question, 1)).rows
  if (first)
    expect(first.reasons).toEqual(
      whole.rows[0]!.reasons.filter(({ subject, kind }) =>
        first.reasons.some(each => each.subject === subject && each.kind === kind),
      ),
    )
  if (first)
    expect([first.reasons.length, first.reasons_of]).toEqual([
      Math.min(1, first.reasons_of),
      whole.rows[0]!.reasons.length,
    ])
}

/** The wall, asked of a level since the month before, ranks as the board does, counted by the database or from the history. */
async function wallAgrees(
  trx: Trx,
  state: PlanState,
  { of, ...asked }: { of: string; basis: Basis; counted_by: CountedBy; indicator: string },
  book: BoardBook,
) {
  if (of === 'compound' || of === 'organisation') return
  const { as_of, document } = state
  const { divisions } = book
  const question = { ...asked, scope: null, as_of, by: of }
  const board = boardOf(book, { of, as_of, ...asked })
  const places = board.rows.map(({ id, rank, rank_before, covered, total, gained, regressed }) => ({
    division: id,
    rank,
    rank_before,
    covered,
    total,
    gained,
    regressed,
  }))
  const history = book.histories.get(asked.indicator)!
  expect((await progressOf(trx, state, question, divisions)).rows).toMatchObject(places)
  expect(progressOn(document, history, question, { divisions, facts: factsOf(book) }).rows).toMatchObject(places)
}

/** A county whose plan ranks by these keys, with an indicator made of two; four of its six compounds are on the roster, which may be frozen. */
async function county(connection: Connection, key: RankingKey[], frozen: boolean) {
  const made = await newPlan(connection)
  const both = {
    id: 'both',
    zh: '两样都有',
    on: 'compound' as const,
    type: 'boolean' as const,
    derived: { all_of: ['coverage', 'unit_yard'] },
    source: '一',
  }
  const plan: PlanDocument = {
    ...made,
    ranking: { ...made.ranking!, key },
    indicators: [...made.indicators, both],
  }
  await revisePlan(connection.db, plan)
  const cast = await addCast(connection, plan.id)
  await write(connection, plan.id, async (trx, at) => {
    const effective_on = DAYS[0]!
    for (const [i, subject] of cast.compounds.slice(0, 4).entries())
      await addObservations(trx, at, [
        { subject, indicator: 'roster', value: 'in', effective_on },
        { subject, indicator: 'community', value: String(cast.communities[i % 3]), effective_on },
      ])
    if (frozen)
      await addObservations(trx, at, [
        { subject: cast.county, indicator: 'roster_frozen', value: 'true', effective_on },
      ])
  })
  return { plan, cast }
}

const play = async (connection: Connection, plan: PlanDocument, cast: Cast, writes: Act[][]) => {
  const told: Parameters<typeof playWrite>[3] = []
  for (const acts of writes) await playWrite(connection, plan, cast, told, acts)
}

const assign = (
  connection: Connection,
  { id }: PlanDocument,
  { compounds }: Cast,
  tasks: { owner: number | null; due_on: string | null; from: string }[],
) =>
  write(connection, id, async (trx, at) => {
    const owners = await addSubjects(
      trx,
      at,
      ['u0', 'u1', 'u2'].map(code => ({ kind: 'organisation' as const, code })),
    )
    for (const [i, { owner, due_on, from }] of tasks.entries()) {
      const subject = compounds[i]!
      const row = (indicator: string, value: string) => ({ subject, indicator, value, effective_on: from })
      if (owner !== null) await addObservations(trx, at, [row('task_owner', String(owners[owner]!))])
      if (due_on !== null) await addObservations(trx, at, [row('due_on', due_on)])
    }
  })
