import { beforeAll, describe, expect, test } from 'vitest'
import type { Trx } from '../../../server/db/database.ts'
import { recordWrite, type Write } from '../../../server/db/write.ts'
import {
  addObservations,
  addVerifications,
  type ObservationRow,
} from '../../../server/observations/observations.queries.ts'
import { addShapes } from '../../../server/shapes/shapes.queries.ts'
import { addDivisions, addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { refused } from '../db/as-role.ts'
import { square } from '../db/square.ts'
import { addPeople, type County, openCounty } from './county.ts'

const DAY = '2024-05-02'
let codes = 0

eachOwnEngine('an account writes where it was granted, whatever way it comes', connection => {
  let at: County
  let other: County
  beforeAll(async () => {
    at = await openCounty(connection())
    other = await openCounty(connection(), null)
    await addPeople(connection(), at.plan, [
      { id: 'office-a', role: 'office' },
      { id: 'east-a', role: 'town', grants: [at.east] },
      { id: 'east-b', role: 'town', grants: [at.east] },
      { id: 'west-a', role: 'town', grants: [at.west] },
      { id: 'e1-a', role: 'community', grants: [at.communities.e1] },
      { id: 'unit-a', role: 'unit', grants: [at.bureau] },
      { id: 'assessor-a', role: 'assessor', grants: [at.east] },
      { id: 'leader-a', role: 'leader', grants: [at.county] },
      { id: 'lost-a', role: 'town' },
      { id: 'gone-a', role: 'town', grants: [at.east], enabled: false },
      { id: 'demo-office', role: 'office', demo: true },
    ])
  })

  const as = <T>(account: string, work: (trx: Trx, write: Write) => Promise<T>, shapes = false, plan = at.plan) =>
    recordWrite(connection().db, plan, { account, action: 'test', shapes }, work)
  const say = (account: string, ...rows: Partial<ObservationRow>[]) =>
    as(account, (trx, write) =>
      addObservations(
        trx,
        write,
        rows.map(row => ({ subject: 0, indicator: 'management', value: 'floating', effective_on: DAY, ...row })),
      ),
    )
  const reports = (account: string, subject: number) => say(account, { subject })
  /** A compound the town's Excel adds, put into a community; null says nothing of where it lies. */
  const adds = (account: string, community: number | null) =>
    as(account, async (trx, write) => {
      codes += 1
      const [subject] = await addSubjects(trx, write, [{ kind: 'compound', code: `new-${codes}` }])
      const rows = [
        { subject: subject!, indicator: 'name', value: '新院', effective_on: DAY },
        { subject: subject!, indicator: 'roster', value: 'in', effective_on: DAY },
      ]
      const where = { subject: subject!, indicator: 'community', value: String(community), effective_on: DAY }
      await addObservations(trx, write, community === null ? rows : [...rows, where])
      return subject!
    })

  test.each([
    ['office-a', ['e1', 'e2', 'w1']],
    ['east-a', ['e1', 'e2']],
    ['west-a', ['w1']],
    ['e1-a', ['e1']],
    ['unit-a', ['e1']],
    ['assessor-a', []],
    ['leader-a', []],
    ['lost-a', []],
    ['gone-a', []],
  ] as const)('%s reports on %j and on nothing else', async (account, where) => {
    for (const [place, subject] of Object.entries(at.compounds)) {
      if ((where as readonly string[]).includes(place)) await expect(reports(account, subject)).resolves.toHaveLength(1)
      else await refused(reports(account, subject), '42501')
    }
  })

  test('the same holds for shapes: of a compound, of a community under the grant, never of the granted division itself', async () => {
    const draw = (account: string, subject: number) =>
      as(
        account,
        (trx, write) => addShapes(trx, write, [{ subject, geometry: square(112, 34, 0.001), effective_on: DAY }]),
        true,
      )
    await draw('east-a', at.compounds.e2)
    await draw('east-a', at.communities.e1)
    await draw('office-a', at.east)
    await refused(draw('east-a', at.compounds.w1), '42501')
    await refused(draw('east-a', at.east), '42501')
    await refused(draw('e1-a', at.communities.e1), '42501')
  })

  describe('a new compound', () => {
    test('is put where the town writes', async () => {
      const subject = await adds('east-a', at.communities.e2)
      await expect(reports('east-b', subject)).resolves.toHaveLength(1)
      await refused(reports('west-a', subject), '42501')
    })

    test.each([
      ['in another town', () => at.communities.w1],
      ['nowhere', () => null],
    ])('is not put %s', async (_, where) => {
      await refused(adds('east-a', where()), '42501', 'out_of_scope')
    })

    test.each(['e1-a', 'unit-a', 'leader-a'])('is not added by %s', account =>
      refused(adds(account, at.communities.e1), '42501'),
    )
  })

  describe('nobody moves a compound over a border', () => {
    const move = (account: string, subject: number, community: number, more: Partial<ObservationRow> = {}) =>
      say(account, { subject, indicator: 'community', value: String(community), ...more })

    test('out of their own town, into it, or back before the office moved it', async () => {
      await refused(move('east-a', at.compounds.e2, at.communities.w1), '42501', 'out_of_scope')
      await refused(move('east-a', at.compounds.w1, at.communities.e1), '42501')
      await refused(move('west-a', at.compounds.e2, at.communities.w1), '42501')
      const subject = await adds('east-a', at.communities.e1)
      const [moved] = await move('office-a', subject, at.communities.w1, { effective_on: '2024-07-01' })
      await refused(move('west-a', subject, at.communities.w1, { effective_on: '2024-03-01' }), '42501', 'out_of_scope')
      await refused(
        say('west-a', { subject, indicator: 'community', value: null, replaces: moved! }),
        '42501',
        'out_of_scope',
      )
      await refused(reports('east-a', subject), '42501')
      await expect(reports('west-a', subject)).resolves.toHaveLength(1)
    })

    test('within the town, the town may; a community may not', async () => {
      const subject = await adds('east-a', at.communities.e1)
      await refused(move('e1-a', subject, at.communities.e1), '42501', 'out_of_scope')
      await expect(move('east-a', subject, at.communities.e2)).resolves.toHaveLength(1)
    })
  })

  test('what decides the total stays with the office: removal, succession, the freeze', async () => {
    const subject = at.compounds.e2
    for (const [indicator, value] of [
      ['roster', 'out'],
      ['roster', 'in'],
      ['merged_into', String(at.compounds.e1)],
      ['split_from', String(at.compounds.e1)],
    ] as const)
      await refused(say('east-a', { subject, indicator, value }), '42501', 'out_of_scope')
    await refused(say('east-a', { subject: at.county, indicator: 'roster_frozen', value: 'true' }), '42501')
  })

  test('a unit hands its task to nobody', async () => {
    const row = { subject: at.compounds.e1, indicator: 'task_owner', value: String(at.bureau) }
    await refused(say('unit-a', row), '42501', 'out_of_scope')
    await expect(say('east-a', row)).resolves.toHaveLength(1)
  })

  test('a town takes back what it added itself, and may add it again', async () => {
    const subject = await adds('east-a', at.communities.e1)
    const rows = await connection()
      .db.selectFrom('observation')
      .select(['id', 'indicator'])
      .where('subject', '=', subject)
      .execute()
    await say(
      'east-a',
      ...rows.map(({ id, indicator }) => ({ subject, indicator, value: null, effective_on: DAY, replaces: id })),
    )
    const again = { subject, indicator: 'community', value: String(at.communities.e2), effective_on: DAY }
    await expect(say('east-a', again, { ...again, indicator: 'roster', value: 'in' })).resolves.toHaveLength(2)
  })

  test('a town adds communities under itself, not under another, and no town', async () => {
    const add = (level: string, parent: number | null) =>
      as('east-a', async (trx, write) => {
        codes += 1
        const [id] = await addSubjects(trx, write, [{ kind: 'division', code: `division-${codes}` }])
        await addDivisions(trx, [{ id: id!, level, parent }])
        return addObservations(trx, write, [{ subject: id!, indicator: 'name', value: '新社区', effective_on: DAY }])
      })
    await expect(add('community', at.east)).resolves.toHaveLength(1)
    await refused(add('community', at.west), '42501')
    await refused(add('town', at.county), '42501')
    await refused(add('county', null), '42501')
  })

  describe('only the office verifies', () => {
    const verify = (account: string, observation: number) =>
      as(account, (trx, write) => addVerifications(trx, write, [{ observation, verdict: 'verified' }]))

    test.each(['east-a', 'e1-a', 'unit-a', 'leader-a'])('not %s', async account => {
      const [claim] = await reports('east-a', at.compounds.e1)
      await refused(verify(account, claim!), '42501')
    })

    test('but taking a correction back brings back the office’s own verdict', async () => {
      const subject = at.compounds.e2
      const [claim] = await reports('east-a', subject)
      await verify('office-a', claim!)
      const [fixed] = await say('east-a', { subject, value: 'self_governed', replaces: claim! })
      const back = (value: string) =>
        as('east-a', async (trx, write) => {
          const [again] = await addObservations(trx, write, [
            { subject, indicator: 'management', value, effective_on: DAY, replaces: fixed! },
          ])
          return addVerifications(trx, write, [{ observation: again!, verdict: 'verified' }])
        })
      await refused(back('professional'), '42501')
      await expect(back('floating')).resolves.toHaveLength(1)
    })
  })

  test('a grant in one plan opens no write in another; a demo account none in a real plan', async () => {
    const open = (account: string) => as(account, async () => 'opened', false, other.plan)
    await refused(open('east-a'), '42501')
    await refused(open('demo-office'), '42501')
    await expect(open('office-a')).resolves.toBe('opened')
    await expect(reports('demo-office', at.compounds.w1)).resolves.toHaveLength(1)
    const claim = (trx: Trx, write: Write) =>
      addObservations(trx, { ...write, plan: other.plan }, [
        { subject: other.compounds.e1, indicator: 'management', value: 'floating', effective_on: DAY },
      ])
    await refused(as('demo-office', claim), '42501')
  })

  test('before an administrator is made this machine writes everywhere, afterwards nowhere; the administrator writes no figure', async () => {
    await expect(reports('local', at.compounds.w1)).resolves.toHaveLength(1)
    await addPeople(connection(), at.plan, [{ id: 'demo-admin', role: 'administrator', demo: true }])
    await expect(reports('local', at.compounds.w1)).resolves.toHaveLength(1)
    await addPeople(connection(), at.plan, [{ id: 'admin-a', role: 'administrator', grants: [at.county] }])
    await refused(reports('local', at.compounds.w1), '42501')
    await refused(reports('admin-a', at.compounds.w1), '42501')
    await expect(reports('office-a', at.compounds.w1)).resolves.toHaveLength(1)
  })
})
