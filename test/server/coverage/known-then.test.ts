import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import { expect, test } from 'vitest'
import { spanSource, standingSource } from '../../../server/coverage/standing-source.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { addCast, playWrite } from '../../helpers/play-story.ts'
import { story } from '../../helpers/random-history.ts'

const RUNS = Number(process.env.PROPERTY_RUNS ?? 5)

const SPANS = sql`subject, indicator, basis, from_on, to_on, value, organisation, observation`
const STANDING = sql`subject, indicator, basis, from_on, to_on, value, organisation, community, member, households, floor_area`

/** How many rows of two answers differ. */
async function apart({ db }: Connection, one: RawBuilder<unknown>, other: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with a as (${one}), b as (${other})
    select ((select count(*) from (select * from a except all select * from b) x) + (select count(*) from (select * from b except all select * from a) y))::int as n`.execute(
    db,
  )
  return rows[0]!.n
}

eachEngine('what was known at a write', connection => {
  test('is, with only the touched worked out anew, what the whole rule says of everybody', async () => {
    await fc.assert(
      fc.asyncProperty(story, async writes => {
        const { id: plan } = await newPlan(connection())
        const cast = await addCast(connection(), plan)
        const told: Parameters<typeof playWrite>[3] = []
        for (const acts of writes) await playWrite(connection(), { id: plan } as never, cast, told, acts)
        for (let known = 2; known <= 2 + writes.length; known += 3) {
          const spans = sql`select ${SPANS} from spans_of(${plan}, null, ${known}::bigint)`
          const standing = sql`select ${STANDING} from standing_of(${plan}, null, ${known}::bigint)`
          const fast = sql`with ${standingSource({ plan, known })} select ${STANDING} from st`
          expect({
            known,
            spans: await apart(connection(), spans, sql`select ${SPANS} from ${spanSource(plan, known)} s`),
            of_compounds: await apart(
              connection(),
              sql`${spans} where subject = any(${cast.compounds}::bigint[])`,
              sql`select ${SPANS} from ${spanSource(plan, known, 'compound')} s`,
            ),
            standing: await apart(connection(), standing, fast),
          }).toEqual({ known, spans: 0, of_compounds: 0, standing: 0 })
        }
      }),
      { numRuns: RUNS },
    )
  }, 300_000)
})
