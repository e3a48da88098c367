import { beforeAll, expect, test } from 'vitest'
import { addArea, addRevision } from '../../../server/areas/areas.queries.ts'
import { addObservations, type ObservationRow } from '../../../server/observations/observations.queries.ts'
import { addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { box, type MetresShape } from '../../helpers/metres.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCompounds, drawn } from './stage.ts'

//  ┌──────┐
//  │ E  [W│  ]     West was split up, or merged away: the line may run through what it was.
//  └──────┘         That taken back, the line would cut it.
eachEngine('a compound that comes back under a line', connection => {
  let plan: string
  let n = 0
  beforeAll(async () => {
    plan = (await newPlan(connection())).id
  })

  const here = (shape: MetresShape) => drawn(shape, [112 + 0.1 * n, 34])
  const add = (area: number | null, revision: number, shape: MetresShape) =>
    write(
      connection(),
      plan,
      async (trx, at) => {
        const [made] = area ? [area] : await addSubjects(trx, at, [{ kind: 'area', code: `a${at.seq}` }])
        if (!area) await addArea(trx, { id: made!, plan, kind: 'management_area', town: null, community: null })
        await addRevision(trx, at, {
          area: made!,
          revision,
          from_on: '2024-03-01',
          name: '东关',
          shape: here(shape),
          ground: 'enclosed',
          ground_note: null,
          shared_facilities: null,
          compounds: [],
          note: null,
          files: [],
        })
        return made!
      },
      true,
    )

  test.each(['split_from', 'merged_into'])('%s: refused by its name, until the line is another', async indicator => {
    n += 1
    const [east, west, part] = (await addCompounds(connection(), plan, [
      { name: '东院', shape: here(box(10, 10, 50, 50)) },
      { name: '西院', shape: here(box(210, 10, 250, 50)) },
      { name: '分院', shape: null },
    ])) as [number, number, number]
    const [subject, value] = indicator === 'split_from' ? [part, west] : [west, east]
    const say = (row: Pick<ObservationRow, 'value' | 'replaces'>) =>
      write(connection(), plan, (trx, at) =>
        addObservations(trx, at, [{ subject, indicator, effective_on: '2024-02-01', ...row }]),
      )
    const [succession] = await say({ value: String(value) })
    const area = await add(null, 1, box(0, 0, 230, 60))
    const back = say({ value: null, replaces: succession })
    await expect(back).rejects.toMatchObject({ code: '23514', constraint: 'area_straddles' })
    expect(JSON.parse((await back.catch(error => error)).detail)).toMatchObject({ subject: west, name: '西院' })
    await add(area, 2, box(0, 0, 100, 60))
    await say({ value: null, replaces: succession })
  })
})
