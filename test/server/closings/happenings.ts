import fc from 'fast-check'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { asOwner } from '../../../server/db/write.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { revisePlan } from '../../../server/plans/plans.queries.ts'
import { addShapes } from '../../../server/shapes/shapes.queries.ts'
import { addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { write } from '../../helpers/plans.ts'
import { type Cast, playWrite } from '../../helpers/play-story.ts'
import { type Act, story } from '../../helpers/random-history.ts'
import { square } from '../db/square.ts'

/** What befalls a county besides its reports. */
export type Happening =
  | { kind: 'tell'; acts: Act[] }
  | { kind: 'rename'; which: number; name: string; day: string }
  | { kind: 'reshape'; which: number; east: number }
  | { kind: 'revise'; percent: number }
  | { kind: 'found'; name: string }
  | { kind: 'close'; days_ago: number }

const small = fc.nat(9)
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('close' as const), days_ago: fc.constantFrom(0, 0, 1, 30) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      which: small,
      name: fc.constantFrom('东关社区', '西关社区', '安居物业', '一号院'),
      day: fc.constantFrom('2024-03-11', '2024-06-30', '2024-10-01'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reshape' as const), which: small, east: small }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('revise' as const), percent: fc.integer({ min: 20, max: 70 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('found' as const), name: fc.constantFrom('新社区', '新公司') }),
  },
)

/** Reports with everything else among them, in any order; two closings at least, one with all the rest still to come. */
export const happenings: fc.Arbitrary<Happening[]> = fc
  .tuple(story, fc.array(happening, { minLength: 3, maxLength: 14 }), fc.infiniteStream(fc.nat(100)))
  .map(([writes, others, places]) => {
    const all: Happening[] = writes.map(acts => ({ kind: 'tell', acts }))
    for (const other of others) all.splice((places.next().value as number) % (all.length + 1), 0, other)
    all.splice(Math.floor(all.length / 3), 0, { kind: 'close', days_ago: 0 })
    all.splice(Math.floor((2 * all.length) / 3), 0, { kind: 'close', days_ago: 1 })
    return all
  })

/** What touches everything there is: comes after every story. */
export const EVERYTHING: Happening[] = [
  ...Array.from(
    { length: 10 },
    (_, which): Happening => ({ kind: 'rename', which, name: '后来的名称', day: '2024-03-01' }),
  ),
  ...Array.from({ length: 9 }, (_, which): Happening => ({ kind: 'reshape', which, east: 20 })),
  { kind: 'revise', percent: 75 },
  { kind: 'found', name: '后来的公司' },
  ...Array.from({ length: 6 }, (_, subject): Happening => ({ kind: 'tell', acts: late(subject) })),
  {
    kind: 'tell',
    acts: Array.from({ length: 12 }, (_, row) => ({ kind: 'verify', row, verdict: row % 2 ? 'verified' : 'returned' })),
  },
  { kind: 'tell', acts: [{ kind: 'freeze', day: '2024-03-11' }] },
]

function late(subject: number): Act[] {
  const day = '2024-03-10'
  const said = { management: 'professional', roster: 'in', households: '7', floor_area: '70', unit_yard: 'true' }
  return [
    ...Object.entries(said).map(
      ([indicator, value]): Act => ({ kind: 'observe', subject, indicator, value, day, replaces: null }),
    ),
    { kind: 'refer', subject, indicator: 'community', to: subject + 1, day },
  ]
}

/** The days on which it happens: the first deadline passes on the way. */
export const CLOCK = ['2024-05-20', '2024-06-29', '2024-07-01', '2024-09-09', '2024-10-18'] as const

export const setToday = ({ db }: Connection, plan: string, pinned_on: string) =>
  asOwner(db, trx => trx.updateTable('plan').set({ pinned_on }).where('id', '=', plan).execute())

/** A county that things befall. */
export interface County {
  document: PlanDocument
  cast: Cast
  organisation: number
  told: Parameters<typeof playWrite>[3]
}

export async function befall(connection: Connection, county: County, one: Happening): Promise<void> {
  const { document, cast, told, organisation } = county
  const { id: plan } = document
  if (one.kind === 'tell') return playWrite(connection, document, cast, told, one.acts)
  if (one.kind === 'rename') {
    const all = [...cast.communities, ...cast.compounds, organisation]
    const subject = all[one.which % all.length]!
    const row = { subject, indicator: 'name', value: one.name, effective_on: one.day }
    await write(connection, plan, (trx, at) => addObservations(trx, at, [row]))
  }
  if (one.kind === 'reshape') {
    const subject = [...cast.compounds, ...cast.communities][one.which % 9]!
    const geometry = one.east === 0 ? null : square(112.4 + 0.002 * one.east + 0.001 * one.which, 34.6)
    await write(
      connection,
      plan,
      (trx, at) => addShapes(trx, at, [{ subject, geometry, effective_on: '2024-05-01' }]),
      true,
    )
  }
  if (one.kind === 'revise') {
    const targets = document.targets.map((target, i) =>
      i === 0 ? { ...target, at_least: { percent: one.percent } } : target,
    )
    county.document = { ...document, targets, short_title: `第 ${one.percent} 稿` } as PlanDocument
    await revisePlan(connection.db, county.document)
  }
  if (one.kind === 'found')
    await write(connection, plan, async (trx, at) => {
      const code = `${one.name}-${at.seq}`
      const [id] = await addSubjects(trx, at, [{ kind: 'organisation', code }])
      await addObservations(trx, at, [{ subject: id!, indicator: 'name', value: one.name, effective_on: '2024-03-11' }])
    })
}
