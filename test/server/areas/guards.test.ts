import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { addArea, addRevision, type RevisionRow } from '../../../server/areas/areas.queries.ts'
import type { Trx } from '../../../server/db/database.ts'
import type { Write } from '../../../server/db/write.ts'
import { addShapes } from '../../../server/shapes/shapes.queries.ts'
import { addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { box } from '../../helpers/metres.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { asRole, refused } from '../db/as-role.ts'
import { areaDifferences } from './differences.ts'
import { addCompounds, addTown, drawn } from './stage.ts'

type Kind = 'management_area' | 'patch' | 'package'

eachEngine('what is never published', connection => {
  let plan: string
  let place: { town: number; community: number }
  let yards: number[]
  let unplaced: number
  let n = 0
  beforeAll(async () => {
    plan = (await newPlan(connection())).id
  })

  /** Every test works somewhere of its own, some kilometres from the others. */
  const here = (shape: Parameters<typeof drawn>[0]): MultiPolygon => drawn(shape, [112 + 0.1 * n, 34])
  async function scene() {
    n += 1
    place = await addTown(connection(), plan, {
      code: `g${n}`,
      town: here(box(-1000, -1000, 1000, 1000)),
      community: null,
    })
    yards = await addCompounds(connection(), plan, [
      { name: '东院', shape: here(box(10, 10, 50, 50)) },
      { name: '西院', shape: here(box(210, 10, 250, 50)) },
      { name: '无图院', shape: null },
    ])
    unplaced = yards[2]!
  }

  const said = (row: Partial<RevisionRow>): Omit<RevisionRow, 'area'> => ({
    revision: 1,
    from_on: '2024-03-01',
    name: '东关',
    shape: here(box(0, 0, 100, 60)),
    ground: 'enclosed',
    ground_note: null,
    shared_facilities: null,
    compounds: [],
    note: null,
    files: [],
    ...row,
  })
  const newArea = async (trx: Trx, at: Write, kind: Kind = 'management_area') => {
    const [area] = await addSubjects(trx, at, [{ kind: 'area', code: `a${at.seq}` }])
    await addArea(trx, { id: area!, plan, kind, town: place.town, community: null })
    return area!
  }
  const add = (row: Partial<RevisionRow> = {}, kind: Kind = 'management_area') =>
    write(
      connection(),
      plan,
      async (trx, at) => {
        const area = await newArea(trx, at, kind)
        await addRevision(trx, at, { area, ...said(row) })
        return area
      },
      true,
    )
  const revise = (area: number, row: Partial<RevisionRow>) =>
    write(connection(), plan, (trx, at) => addRevision(trx, at, { area, ...said(row) }), true)
  const reshape = (subject: number, geometry: MultiPolygon | null, effective_on = '2024-06-01') =>
    write(connection(), plan, (trx, at) => addShapes(trx, at, [{ subject, geometry, effective_on }]), true)
  const members = async (area: number) =>
    (
      await sql<{ compound: number; days: string }>`
        select compound, valid::text as days from area_member where area = ${area} order by compound, valid`.execute(
        connection().db,
      )
    ).rows

  test('an area is published, and has the compounds that lie in it', async () => {
    await scene()
    const area = await add({ compounds: [unplaced] })
    expect(await members(area)).toEqual([
      { compound: yards[0], days: '[2024-03-01,)' },
      { compound: unplaced, days: '[2024-03-01,)' },
    ])
  })

  describe('a revision the columns refuse', () => {
    test.each<[string, () => Partial<RevisionRow>, string]>([
      ['no days', () => ({ from_on: null as unknown as string }), '23514'],
      ['a blank name', () => ({ name: ' ' }), '23514'],
      ['a name that ends in a space', () => ({ name: '东关 ' }), '23514'],
      ['a name of 81 signs', () => ({ name: '东'.repeat(81) }), '23514'],
      ['a ground that is none', () => ({ ground: 'other' as 'enclosed' }), '23514'],
      ['a revision 0', () => ({ revision: 0 }), '23514'],
      ['a long note', () => ({ note: '长'.repeat(501) }), '23514'],
    ])('%s', async (_name, row, code) => {
      await scene()
      await refused(add(row()), code)
      await add()
    })
  })

  //  d   b
  //  |\ /|      a bow-tie, a speck, a province, Paris
  //  | x |
  //  |/ \|
  //  a   c
  test.each<[string, Parameters<typeof drawn>[0], string]>([
    [
      'crossing itself',
      [
        [
          [
            [0, 0],
            [100, 60],
            [100, 0],
            [0, 60],
          ],
        ],
      ],
      'area_shape_invalid',
    ],
    ['a speck', box(0, 0, 7, 7), 'area_size'],
    ['a province', box(-9000, -9000, 9000, 9000), 'area_size'],
    ['Paris', box(-9_500_000, 0, -9_499_900, 60), 'area_outside_china'],
  ])('a shape that is %s', async (_name, shape, constraint) => {
    await scene()
    await refused(add({ shape: here(shape) }), '23514', constraint)
  })

  test('more than 10,000 points', async () => {
    await scene()
    const ring = (points: number) =>
      Array.from({ length: points }, (_, i): [number, number] => {
        const turn = (2 * Math.PI * i) / points
        return [50 * Math.cos(turn) + 30, 50 * Math.sin(turn) + 30]
      })
    await refused(add({ shape: here([[ring(10_000)]]) }), '23514', 'area_too_many_points')
    await add({ shape: here([[ring(9_999)]]) })
  })

  test('nothing drawn, nothing in it, no ground; a list may be without all but its compounds', async () => {
    await scene()
    await refused(add({ shape: null }), '23514', 'area_nothing_drawn')
    await refused(add({ shape: here(box(300, 0, 400, 60)) }), '23514', 'area_no_compound')
    await refused(add({ ground: null }), '23514', 'area_no_ground')
    await refused(add({ shape: null, ground: null }, 'patch'), '23514', 'area_no_compound')
    await add({ shape: null, ground: null, compounds: [yards[0]!, unplaced] }, 'patch')
    await add({ shape: null, ground: null, compounds: [yards[0]!, unplaced] }, 'package')
  })

  test('picks that are no compounds of the plan', async () => {
    await scene()
    await refused(add({ compounds: [place.town] }), '23503', 'area_picks')
    await refused(add({ compounds: [987_654_321] }), '23503', 'area_picks')
  })

  //  ┌─────┬┬─────┐   ┌─────┬─────┐
  //  │  A  ││  B  │   │  A  │  B  │   6 cm of overlap, and a shared edge
  //  └─────┴┴─────┘   └─────┴─────┘
  test('an overlap on the same day; the other area is named, with a place and its size', async () => {
    await scene()
    const first = await add({ name: '甲园' })
    const over = add({ shape: here(box(99.94, 0, 260, 60)) })
    await expect(over).rejects.toMatchObject({ code: '23P01', constraint: 'area_overlap' })
    const detail = JSON.parse((await over.catch(error => error)).detail)
    expect(detail).toMatchObject({ code: 'overlap', subject: first, name: '甲园' })
    expect(detail.m2).toBeCloseTo(0.06 * 60, 0)
    expect(detail.at[0]).toBeCloseTo(here(box(99.97, 0, 100, 1)).coordinates[0]![0]![0]![0]!, 6)
    await add({ shape: here(box(100, 0, 260, 60)) })
  })

  test('on other days the same ground is free, before an area and after its end', async () => {
    await scene()
    const area = await add({ from_on: '2024-06-01' })
    await refused(add({ from_on: '2024-03-01' }), '23P01', 'area_overlap')
    await revise(area, { revision: 2, from_on: '2024-09-01', retired: true, shape: null })
    await refused(add({ from_on: '2024-08-31' }), '23P01', 'area_overlap')
    await add({ from_on: '2024-09-01' })
  })

  test('a patch lies where it will, over areas and over other patches', async () => {
    await scene()
    await add()
    await add({ compounds: [yards[0]!] }, 'patch')
    await add({ compounds: [yards[0]!] }, 'patch')
  })

  test('a strip outside of the town; a town without a border takes it', async () => {
    await scene()
    await refused(add({ shape: here(box(900, 0, 1100, 60)), compounds: [unplaced] }), '23514', 'area_outside_town')
    await reshape(place.town, null)
    await add({ shape: here(box(900, 0, 1100, 60)), compounds: [unplaced] })
  })

  test('a yard the line cuts, a picked one outside', async () => {
    await scene()
    await refused(add({ shape: here(box(0, 0, 40, 60)), compounds: [unplaced] }), '23514', 'area_straddles')
    await refused(add({ compounds: [yards[1]!] }), '23514', 'area_picked_outside')
  })

  test('a compound in two areas on one day', async () => {
    await scene()
    await add({ compounds: [unplaced] })
    await refused(add({ shape: here(box(200, 0, 300, 60)), compounds: [unplaced] }), '23P01', 'area_compound_taken')
  })

  test('around the guard, the exclusion constraint still refuses it at the end', async () => {
    await scene()
    const area = await add()
    const second = asRole(connection(), 'fullcover_guard', null, trx =>
      sql`insert into area_member (plan, compound, area, kind, valid)
        values (${plan}, ${yards[0]}, ${area}, 'management_area', '[2024-05-01,)')`.execute(trx),
    )
    await refused(second, '23P01', 'area_member_once')
  })

  describe('revisions', () => {
    test('follow one another, and start with one that is no end', async () => {
      await scene()
      const area = await add()
      await refused(revise(area, { revision: 1 }), '23505')
      await refused(revise(area, { revision: 3 }), '23514', 'area_order')
      await refused(add({ retired: true, shape: null }), '23514', 'area_order')
      await refused(revise(area, { revision: 2, retired: true }), '23514', 'area_retired')
      await revise(area, { revision: 2 })
    })

    test('of several that contain a day, the last written holds', async () => {
      await scene()
      const area = await add({ from_on: '2024-03-01' })
      await revise(area, { revision: 2, from_on: '2024-06-01', shape: here(box(0, 0, 300, 60)) })
      await revise(area, { revision: 3, from_on: '2024-05-01', compounds: [unplaced] })
      const { rows } =
        await sql`select revision, valid::text as days from area_span where area = ${area} order by valid`.execute(
          connection().db,
        )
      expect(rows).toEqual([
        { revision: 1, days: '[2024-03-01,2024-05-01)' },
        { revision: 3, days: '[2024-05-01,)' },
      ])
      expect(await members(area)).toEqual([
        { compound: yards[0], days: '[2024-03-01,2024-05-01)' },
        { compound: yards[0], days: '[2024-05-01,)' },
        { compound: unplaced, days: '[2024-05-01,)' },
      ])
    })

    test('need an open write that moves shapes', async () => {
      await scene()
      const still = write(connection(), plan, async (trx, at) =>
        addRevision(trx, at, { area: await newArea(trx, at), ...said({}) }),
      )
      await refused(still, '23514', 'write_open')
      const area = await add()
      const late = asRole(connection(), 'fullcover_app', 'local', trx =>
        addRevision(trx, { plan, seq: 1, recorded_at: '', geometry_revision: 1 }, { area, ...said({ revision: 2 }) }),
      )
      await refused(late, '23514', 'write_open')
    })
  })

  test('an area is a subject of its kind, its community one of its town', async () => {
    await scene()
    const make = (kind: 'area' | 'compound', town: number | null, community: number | null) =>
      write(connection(), plan, async (trx, at) => {
        const [id] = await addSubjects(trx, at, [{ kind, code: `p${at.seq}` }])
        await addArea(trx, { id: id!, plan, kind: 'patch', town, community })
      })
    const first = place
    await scene()
    await refused(make('compound', place.town, null), '23514', 'area_place')
    await refused(make('area', place.town, first.community), '23514', 'area_place')
    await refused(make('area', null, first.community), '23514', 'area_place')
    await refused(make('area', yards[0]!, null), '23503')
    await make('area', place.town, place.community)
    await make('area', null, null)
  })

  describe('what lies under a published area', () => {
    //  ┌────────┐
    //  │ [E]    │      the yard grows over the line, leaves it, or is redrawn within
    //  └────────┘
    test('a yard redrawn over its line is refused by name; within it, or far from it, it is not', async () => {
      await scene()
      const area = await add()
      const over = reshape(yards[0]!, here(box(10, 10, 150, 50)))
      await expect(over).rejects.toMatchObject({ code: '23514', constraint: 'area_straddles' })
      expect(JSON.parse((await over.catch(error => error)).detail)).toMatchObject({ subject: yards[0], name: '东院' })
      await reshape(yards[0]!, here(box(10, 10, 80, 50)))
      expect(await members(area)).toHaveLength(1)
      await reshape(yards[0]!, here(box(500, 10, 550, 50)))
      expect(await members(area)).toEqual([])
    })

    test('a picked compound put on the map outside is refused, inside it stays', async () => {
      await scene()
      const area = await add({ compounds: [unplaced] })
      await refused(reshape(unplaced, here(box(500, 10, 550, 50))), '23514', 'area_picked_outside')
      await reshape(unplaced, here(box(60, 10, 90, 50)))
      expect(await members(area)).toHaveLength(2)
    })

    test('days before the new shape are not asked: an area that had ended keeps nobody from it', async () => {
      await scene()
      const area = await add()
      await revise(area, { revision: 2, from_on: '2024-05-01', retired: true, shape: null })
      await reshape(yards[0]!, here(box(10, 10, 150, 50)))
    })

    test('a town’s new border that leaves an area outside is refused, naming the area', async () => {
      await scene()
      const area = await add({ name: '甲园' })
      const moved = reshape(place.town, here(box(50, -1000, 1000, 1000)))
      await expect(moved).rejects.toMatchObject({ code: '23514', constraint: 'area_in_town' })
      expect(JSON.parse((await moved.catch(error => error)).detail)).toMatchObject({ subject: area, name: '甲园' })
      await reshape(place.town, here(box(0, -1000, 1000, 1000)))
      await reshape(place.town, null)
    })
  })

  test('whatever happened, what is kept ready is what a recount gives', async () => {
    expect(await areaDifferences(connection(), plan)).toEqual({ spans: 0, members: 0, overlaps: 0, invalid: 0 })
  })
})
