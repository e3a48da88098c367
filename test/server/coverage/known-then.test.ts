import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import { expect, test } from 'vitest'
import { spanSource, standingSource } from '../../../server/coverage/standing-source.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { addCast, playWrite } from '../../helpers/play-story.ts'
import { type Act, story } from '../../helpers/random-history.ts'

const RUNS = Number(process.env.PROPERTY_RUNS ?? 3)

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

const DAY = '2024-03-10'
const said = (subject: number, indicator: string, value: string): Act => {
  return { kind: 'observe', subject, indicator, value, day: DAY, replaces: null }
}
const ROSTER: Act[] = [
  ...Array.from({ length: 6 }, (_, subject) => said(subject, 'roster', 'in')),
  { kind: 'refer', subject: 0, indicator: 'split_from', to: 1, day: DAY },
]
/** Said of a part alone, and the whole it was split from stands otherwise. */
const PART: Act[] = [said(0, 'management', 'self_governed')]
/** Touches no compound, and every compound is another member. */
const FROZEN: Act[] = [{ kind: 'freeze', day: '2024-03-09' }]

async function agrees(connection: Connection, plan: string, known: number) {
  const spans = sql`select ${SPANS} from spans_of(${plan}, null, ${known}::bigint)`
  const compounds = sql`${spans} where subject in (select id from subject where plan = ${plan} and kind = 'compound')`
  const standing = sql`select ${STANDING} from standing_of(${plan}, null, ${known}::bigint)`
  const differences = {
    spans: await apart(connection, spans, sql`select ${SPANS} from ${spanSource(plan, known)} s`),
    of_compounds: await apart(
      connection,
      compounds,
      sql`select ${SPANS} from ${spanSource(plan, known, 'compound')} s`,
    ),
    standing: await apart(
      connection,
      standing,
      sql`with ${standingSource({ plan, known })} select ${STANDING} from st`,
    ),
  }
  expect({ known, ...differences }).toEqual({ known, spans: 0, of_compounds: 0, standing: 0 })
}

eachEngine('what was known at a write', connection => {
  test('is, with only the touched worked out anew, what the whole rule says of everybody', async () => {
    await fc.assert(
      fc.asyncProperty(story, async writes => {
        const document = await newPlan(connection())
        const cast = await addCast(connection(), document.id)
        const told: Parameters<typeof playWrite>[3] = []
        const play = (acts: Act[]) => playWrite(connection(), document, cast, told, acts)
        for (const acts of [ROSTER, ...writes, PART]) await play(acts)
        // The plan and its cast come first, then the roster; the last moment is that before the part was spoken of.
        for (const share of [0, 0.5, 1]) await agrees(connection(), document.id, 3 + Math.floor(share * writes.length))
        await play(FROZEN)
        await agrees(connection(), document.id, 4 + writes.length)
      }),
      { numRuns: RUNS },
    )
  }, 300_000)
})
