import { setTimeout as sleep } from 'node:timers/promises'
import type { MultiPolygon } from 'geojson'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { onPostgres } from '../helpers/engines.ts'
import { box, type MetresShape } from '../helpers/metres.ts'
import { newPlan } from '../helpers/plans.ts'
import { areaDifferences } from '../server/areas/differences.ts'
import { addCompounds, addTown, drawn } from '../server/areas/stage.ts'
import type { Isolation } from './writers.ts'

const LEVELS: Isolation[] = ['read committed', 'repeatable read', 'serializable']
const RACES = Number(process.env.RACES ?? 8)

/** What one of two racers writes, given the plan and its open write; answers nothing. */
type Act = (client: pg.Client, plan: string, seq: number, revision: number) => Promise<unknown>
type Outcome = 'won' | 'refused'

onPostgres('two at once', (connection, url) => {
  let plan: string
  let place: { town: number; community: number }
  let yard: number
  let n = 0
  beforeAll(async () => {
    plan = (await newPlan(connection())).id
  })

  const here = (shape: MetresShape): MultiPolygon =>
    drawn(shape, [100 + 0.02 * (n % 1500), 34 + 0.05 * Math.floor(n / 1500)])
  async function scene() {
    n += 1
    const border = here(box(-500, -500, 500, 500))
    place = await addTown(connection(), plan, { code: `r${n}`, town: border, community: null })
    ;[yard] = (await addCompounds(connection(), plan, [
      { name: '东院', shape: here(box(10, 10, 50, 50)) },
      { name: '西院', shape: here(box(60, 10, 90, 50)) },
    ])) as [number, number]
  }

  const asJson = (shape: MetresShape | null) => (shape ? JSON.stringify(here(shape)) : null)
  const REVISE = `insert into area_revision (plan, seq, geometry_revision, area, revision, valid, retired, name, geom, ground)
    values ($1, $2, $3, $4, $5, daterange($6::date, null), $7, '竞', ST_SetSRID(ST_GeomFromGeoJSON($8), 4490), 'enclosed')`
  const revise =
    (area: () => number, version: number, shape: MetresShape | null, from = '2024-03-01'): Act =>
    (client, of, seq, revision) =>
      client.query(REVISE, [of, seq, revision, area(), version, from, shape === null, asJson(shape)])
  const publish =
    (shape: MetresShape): Act =>
    async (client, of, seq, revision) => {
      const { rows } = await client.query(
        `insert into subject (plan, kind, code, created_seq) values ($1, 'area', $2, $3) returning id`,
        [of, `w${seq}`, seq],
      )
      await client.query(`insert into area (id, plan, kind, town) values ($1, $2, 'management_area', $3)`, [
        rows[0].id,
        of,
        place.town,
      ])
      await revise(() => Number(rows[0].id), 1, shape)(client, of, seq, revision)
      return Number(rows[0].id)
    }
  const reshape =
    (subject: () => number, shape: MetresShape): Act =>
    (client, of, seq, revision) =>
      client.query(
        `insert into shape (plan, seq, subject, geometry_revision, effective_on, geom)
         values ($1, $2, $3, $4, '2024-03-01', ST_SetSRID(ST_GeomFromGeoJSON($5), 4490))`,
        [of, seq, subject(), revision, asJson(shape)],
      )

  /** One racer in a transaction of its own; a serialization failure is tried again, a refusal by a guard is the answer. */
  async function race(level: Isolation, act: Act): Promise<Outcome> {
    const client = new pg.Client({ connectionString: url() })
    await client.connect()
    try {
      for (;;) {
        try {
          await client.query(`begin isolation level ${level}`)
          await client.query(
            `select set_config('role', 'fullcover_app', true), set_config('app.account', 'local', true)`,
          )
          const { rows } = await client.query(`select * from open_write($1, 'local', 'test', null, true)`, [plan])
          await act(client, plan, rows[0].seq, rows[0].geometry_revision)
          await client.query('commit')
          return 'won'
        } catch (error) {
          await client.query('rollback')
          const { code, constraint = '' } = error as pg.DatabaseError
          if (code === '40001') await sleep(Math.random() * 5)
          else if (constraint.startsWith('area_')) return 'refused'
          else throw error
        }
      }
    } finally {
      await client.end()
    }
  }
  const first = async (act: Act) => {
    let made: unknown
    expect(await race('read committed', async (...all) => (made = await act(...all)))).toBe('won')
    return made as number
  }

  const LEFT = box(0, 0, 100, 60)
  const RIGHT = box(95, 0, 200, 60)
  let area: number
  /*
   *  ┌────┬┬────┐   two draw over the same strip; one replaces a neighbour beside it; a yard grows over the line;
   *  │  1 ││ 2  │   the border is drawn closer; an area ends, or is replaced twice
   *  └────┴┴────┘
   */
  const PAIRS: [string, (() => Promise<void>) | null, Act, Act, 'one' | 'any'][] = [
    [
      'two overlapping areas',
      null,
      publish(LEFT),
      publish(RIGHT.map(part => part.map(ring => ring.map(([x, y]) => [x - 50, y])))),
      'one',
    ],
    [
      'an area and its neighbour’s replacement',
      async () => {
        await addCompounds(connection(), plan, [{ name: '远院', shape: here(box(120, 10, 150, 50)) }])
        area = await first(publish(box(110, 0, 200, 60)))
      },
      publish(LEFT),
      revise(() => area, 2, RIGHT),
      'one',
    ],
    [
      'an area and a yard that grows over its line',
      null,
      publish(LEFT),
      reshape(() => yard, box(10, 10, 150, 50)),
      'one',
    ],
    [
      'an area and a border drawn closer',
      null,
      publish(LEFT),
      reshape(() => place.town, box(50, -500, 500, 500)),
      'one',
    ],
    [
      'two replacements of one area',
      async () => {
        area = await first(publish(LEFT))
      },
      revise(() => area, 2, box(0, 0, 110, 60)),
      revise(() => area, 2, box(0, 0, 120, 60)),
      'one',
    ],
    [
      'an end and an area in its place',
      async () => {
        area = await first(publish(LEFT))
      },
      revise(() => area, 2, null),
      publish(box(5, 5, 100, 60)),
      'any',
    ],
  ]

  describe.each(LEVELS)('at %s', level => {
    test.each(PAIRS)('%s', async (_name, prepare, one, other, winners) => {
      for (let round = 0; round < RACES; round++) {
        await scene()
        await prepare?.()
        const outcomes = await Promise.all([race(level, one), race(level, other)])
        const won = outcomes.filter(outcome => outcome === 'won').length
        if (winners === 'one') expect(won).toBe(1)
        else expect(won).toBeGreaterThanOrEqual(1)
      }
      expect(await areaDifferences(connection(), plan)).toEqual({ spans: 0, members: 0, overlaps: 0, invalid: 0 })
    })
  })
})
