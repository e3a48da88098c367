import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#core/calendar/days.ts'
import { bookOf } from '../../../server/closings/book-of.ts'
import { sealOf } from '../../../server/closings/book-seal.ts'
import { forgetVerdicts } from '../../../server/coverage/verdicts-then.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { readSnapshot } from '../../../server/db/write.ts'
import { addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { createTileMaker, type TileMaker } from '../../../server/tiles/tile-maker.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCast } from '../../helpers/play-story.ts'
import { tileAt } from '../tiles/shapes.ts'
import { confirm, propose } from './close.ts'
import { befall, CLOCK, type County, EVERYTHING, happenings, setToday } from './happenings.ts'

const RUNS = Number(process.env.PROPERTY_RUNS ?? 3)

interface Closed {
  id: number
  book: string
  tiles: string[]
}

eachEngine('a closed meeting', connection => {
  test('answers the same for ever, map included, whatever is recorded later', async () => {
    let closings = 0
    await fc.assert(
      fc.asyncProperty(happenings, async all => {
        const county = await openCounty(connection())
        const plan = county.document.id
        const maker = createTileMaker(connection().db)
        const closed: Closed[] = []
        const standing = new Map<string, number>()
        for (const [i, one] of all.entries()) {
          const today = CLOCK[Math.floor((i * CLOCK.length) / all.length)]!
          await setToday(connection(), plan, today)
          if (one.kind !== 'close') await befall(connection(), county, one)
          else {
            const as_of = addDays(today, -one.days_ago)
            const id = await propose(connection(), plan, { as_of, supersedes: standing.get(as_of) })
            await confirm(connection(), plan, id)
            standing.set(as_of, id)
            closed.push({ id, ...(await shown(connection(), plan, id, maker)) })
          }
        }
        for (const one of EVERYTHING) await befall(connection(), county, one)
        for (const [as_of, supersedes] of standing)
          await confirm(connection(), plan, await propose(connection(), plan, { as_of, supersedes }))
        forgetVerdicts()
        const restarted = createTileMaker(connection().db)
        for (const { id, ...before } of closed) {
          expect(await shown(connection(), plan, id, restarted)).toEqual(before)
          const seal = await readSnapshot(connection().db, async trx =>
            sealOf(trx, plan, id, await bookOf(trx, plan, id)),
          )
          expect(seal).toMatchObject({ same: true })
        }
        closings += closed.length
      }),
      { numRuns: RUNS },
    )
    expect(closings).toBeGreaterThan(RUNS)
  }, 600_000)
})

async function openCounty(connection: Connection): Promise<County> {
  const document = await newPlan(connection, 'xx-county-2024', CLOCK[0])
  const cast = await addCast(connection, document.id)
  const [organisation] = await write(connection, document.id, (trx, at) =>
    addSubjects(trx, at, [{ kind: 'organisation', code: 'o1' }]),
  )
  return { document, cast, organisation: organisation!, told: [] }
}

/** The whole book as text, and the bytes of the county's tiles of its geometry revision. */
async function shown({ db }: Connection, plan: string, id: number, maker: TileMaker): Promise<Omit<Closed, 'id'>> {
  const book = await readSnapshot(db, trx => bookOf(trx, plan, id))
  const tiles = []
  for (const z of [0, 9, 13]) {
    const [x, y] = tileAt([112.41, 34.6], z)
    const { gzipped } = await maker.tile({ plan, geometry_revision: book.plan.geometry_revision, z, x, y })
    tiles.push(gzipped ? createHash('sha256').update(gzipped).digest('hex') : '')
  }
  return { book: JSON.stringify(book), tiles }
}
