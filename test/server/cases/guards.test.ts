import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { casesOf } from '../../../server/cases/cases.queries.ts'
import { asAccount } from '../../../server/db/as-account.ts'
import { inboxOf } from '../../../server/inbox/inbox-of.ts'
import { planHeads } from '../../../server/plans/plans.queries.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { addPeople } from '../accounts/county.ts'
import { asRole, refused } from '../db/as-role.ts'
import { addMeeting, type Name, openCaseStage } from './stage.ts'

eachOwnEngine('whose cases', connection => {
  let stage: Awaited<ReturnType<typeof openCaseStage>>
  let who: Record<Name, string>
  beforeAll(async () => {
    stage = await openCaseStage(connection())
    who = stage.who
  })

  const seenBy = async (account: string) =>
    (await asAccount(connection().db, account, trx => casesOf(trx, stage.plan))).map(({ id }) => id)
  const assigned = async (owner: number, more: object = {}) => {
    const id = await stage.open(who.chief, more)
    await stage.step(who.chief, id, 'assigned', { owner })
    return id
  }

  test('only the office opens a case, in its own name', async () => {
    for (const each of ['east', 'e1', 'unit', 'assessor', 'leader'] as const)
      await refused(stage.open(who[each]), '42501')
    await expect(stage.open(who.second)).resolves.toBeGreaterThan(0)
  })

  test('a town rectifies what is handed to it or to its communities, and no other town’s', async () => {
    const own = await assigned(stage.east)
    const below = await assigned(stage.communities.e1)
    const other = await assigned(stage.west)
    await stage.step(who.east, own, 'rectified')
    await stage.step(who.east, below, 'rectified')
    await refused(stage.step(who.east, other, 'rectified'), '42501')
    await refused(stage.step(who.e1, own, 'rectified'), '42501')
    await stage.step(who.e1, below, 'applied')
  })

  test('a unit rectifies what is handed to it, and what lies in its compounds', async () => {
    const own = await assigned(stage.bureau)
    const inItsYard = await assigned(stage.west, { subject: stage.compounds.e1 })
    const elsewhere = await assigned(stage.west, { subject: stage.compounds.w1 })
    await stage.step(who.unit, own, 'rectified')
    await stage.step(who.unit, inItsYard, 'rectified')
    await refused(stage.step(who.unit, elsewhere, 'rectified'), '42501')
  })

  test('a town rectifies at a point within its border', async () => {
    const { plan, east } = stage
    await asRole(connection(), 'fullcover_owner', 'system', async trx => {
      const { rows } = await sql<{ seq: number; geometry_revision: number }>`
        select seq, geometry_revision from open_write(${plan}, 'system', 'test', null, true)`.execute(trx)
      await sql`insert into shape (plan, seq, subject, geometry_revision, effective_on, geom) values (${plan}, ${rows[0]!.seq}, ${east},
        ${rows[0]!.geometry_revision}, '2024-03-10', ST_Multi(ST_MakeEnvelope(112, 34, 112.1, 34.1, 4490)))`.execute(
        trx,
      )
    })
    const inside = await assigned(stage.bureau, { at: [112.05, 34.05] })
    const outside = await assigned(stage.bureau, { at: [112.5, 34.05] })
    await stage.step(who.east, inside, 'rectified')
    await refused(stage.step(who.east, outside, 'rectified'), '42501')
  })

  test('a town, a unit, a leader hand out, verify and close nothing', async () => {
    const id = await assigned(stage.bureau)
    for (const each of ['east', 'unit', 'e1', 'assessor', 'leader'] as const)
      await refused(stage.step(who[each], id, 'assigned', { owner: stage.bureau }), '42501')
  })

  test('who sees a case: the office, assessors and leaders all; towns, communities and units what is theirs', async () => {
    const id = await assigned(stage.communities.e2)
    for (const each of ['chief', 'second', 'assessor', 'leader', 'east'] as const)
      expect(await seenBy(who[each])).toContain(id)
    for (const each of ['west', 'e1', 'unit'] as const) expect(await seenBy(who[each])).not.toContain(id)
    await expect(asRole(connection(), 'fullcover_app', null, trx => casesOf(trx, stage.plan))).rejects.toThrow(
      'in an account’s name',
    )
  })

  test('the inbox tells a unit what was handed to it, and the office what waits for its word', async () => {
    const own = await openCaseStage(connection())
    const { chief, unit, west } = own.who
    const waiting = async (account: string, role: 'office' | 'unit' | 'town') => {
      const [head] = await planHeads(connection().db, own.plan)
      const { cases, counts } = await asAccount(connection().db, account, trx =>
        inboxOf(trx, head!, { id: account, name: account, role }),
      )
      expect(counts.cases).toBe(cases.length)
      return cases.map(({ id, state, late }) => [id, state, late])
    }
    const id = await own.open(chief, { owner: own.bureau, due_on: '2024-10-17' })
    expect([await waiting(chief, 'office'), await waiting(unit, 'unit')]).toEqual([[[id, 'opened', true]], []])
    await own.step(chief, id, 'assigned', { owner: own.bureau, due_on: '2024-10-20' })
    expect([await waiting(chief, 'office'), await waiting(unit, 'unit')]).toEqual([[], [[id, 'assigned', false]]])
    expect(await waiting(west, 'town')).toEqual([])
    await own.step(unit, id, 'rectified')
    await own.step(unit, id, 'applied')
    expect([await waiting(chief, 'office'), await waiting(unit, 'unit')]).toEqual([[[id, 'applied', false]], []])
  })

  test('a demo account neither sees nor touches a case of a plan that is no demo', async () => {
    const real = await openCaseStage(connection(), null)
    await addPeople(connection(), real.plan, [
      { id: 'demo-clerk', role: 'office', demo: true },
      { id: 'demo-chief', role: 'leader', demo: true },
    ])
    const id = await real.open(real.who.chief)
    await refused(real.open('demo-clerk'), '42501')
    await refused(real.step('demo-clerk', id, 'assigned', { owner: real.bureau }), '42501')
    for (const each of ['demo-clerk', 'demo-chief'])
      expect(await asAccount(connection().db, each, trx => casesOf(trx, real.plan))).toEqual([])
  })

  test('a step names who does it where it hands out, and only there; it says why where it sends back', async () => {
    const id = await stage.open(who.chief)
    await refused(stage.step(who.chief, id, 'assigned'), '23514', 'case_step_owner')
    await stage.step(who.chief, id, 'assigned', { owner: stage.east })
    await refused(stage.step(who.east, id, 'rectified', { owner: stage.west }), '23514', 'case_step_owner')
    await refused(stage.step(who.east, id, 'rectified', { due_on: '2024-12-01' }), '23514', 'case_step_due')
    await stage.step(who.east, id, 'rectified')
    await stage.step(who.east, id, 'applied')
    await refused(stage.step(who.chief, id, 'returned'), '23514', 'case_step_says')
    await refused(stage.step(who.chief, id, 'assigned', { owner: stage.compounds.e1 }), '23514')
  })

  test('a case lies in a compound or at a point, is owned by who can answer, and shows papers that are there', async () => {
    await refused(stage.open(who.chief, { subject: stage.compounds.e1, at: [112, 34] }), '23514', 'case_place')
    await refused(stage.open(who.chief, { at: [34, 112] }), '23514', 'case_in_china')
    await refused(stage.open(who.chief, { owner: stage.compounds.e1 }), '23514', 'case_subjects')
    await refused(stage.open(who.chief, { subject: stage.east }), '23514', 'case_subjects')
    await refused(stage.open(who.chief, { files: ['a'.repeat(64)] }), '23503', 'file_known')
  })

  test('a photo of a case is seen by whoever sees the case, and by no other', async () => {
    const sha256 = 'c'.repeat(64)
    await asAccount(connection().db, who.unit, trx =>
      trx
        .insertInto('file')
        .values({
          plan: stage.plan,
          sha256,
          type: 'jpeg',
          bytes: 9,
          name: '整改后.jpg',
          subject: null,
          account: who.unit,
          erased_at: null,
          erased_by: null,
          erased_reason: null,
        })
        .execute(),
    )
    const id = await assigned(stage.bureau)
    await stage.step(who.unit, id, 'rectified', { files: [sha256] })
    const files = (account: string) =>
      asAccount(connection().db, account, trx =>
        trx.selectFrom('file').select('sha256').where('sha256', '=', sha256).execute(),
      )
    for (const each of ['unit', 'chief', 'assessor'] as const) expect(await files(who[each])).toHaveLength(1)
    for (const each of ['west', 'east'] as const) expect(await files(who[each])).toEqual([])
  })

  test('what is written of a case is never changed', async () => {
    const id = await assigned(stage.bureau)
    for (const table of ['case_file', 'case_step', 'meeting_record'] as const) {
      await refused(
        asRole(connection(), 'fullcover_app', who.chief, trx =>
          sql`update ${sql.table(table)} set seq = seq`.execute(trx),
        ),
        '42501',
      )
      await refused(
        asRole(connection(), 'fullcover_owner', who.chief, trx =>
          sql`truncate ${sql.table(table)} cascade`.execute(trx),
        ),
        '42501',
        'append_only',
      )
    }
    await refused(
      asRole(connection(), 'fullcover_owner', null, trx =>
        sql`update case_file set text = '改' where id = ${id}`.execute(trx),
      ),
      '42501',
      'append_only',
    )
  })

  describe('the record of a meeting', () => {
    test('closes after the meeting; then no case is opened for it, and steps go on', async () => {
      const own = await openCaseStage(connection())
      const { meeting, bureau } = own
      const { chief, unit, east } = own.who
      const id = await own.open(chief, { meeting, owner: bureau })
      await refused(own.record(east, 'closed'), '42501')
      await refused(own.record(chief, 'reopened', '补记'), '23514', 'record_state')
      await own.record(chief, 'closed')
      await refused(own.record(chief, 'closed'), '23514', 'record_state')
      await refused(own.open(chief, { meeting }), '23514', 'record_state')
      await own.step(chief, id, 'assigned', { owner: bureau })
      await own.step(unit, id, 'rectified')
      await own.open(chief)
      await refused(own.record(chief, 'reopened'), '23514', 'meeting_record_reason')
      await own.record(chief, 'reopened', '漏记一项承诺')
      await own.open(chief, { meeting, kind: 'commitment' })
    })

    test('does not close before the meeting was held', async () => {
      const own = await openCaseStage(connection())
      const ahead = await addMeeting(connection(), own.plan, '2024-10-19')
      await refused(own.record(own.who.chief, 'closed', undefined, ahead), '23514', 'record_early')
      const today = await addMeeting(connection(), own.plan, '2024-10-18', '2024-08')
      await own.record(own.who.chief, 'closed', undefined, today)
    })
  })

  test('as known after a write, a case is as it was then', async () => {
    const own = await openCaseStage(connection())
    const { meeting, bureau, plan } = own
    const { chief } = own.who
    const id = await own.open(chief, { meeting, owner: bureau, due_on: '2024-10-01' })
    const seqOf = async () =>
      (await connection().db.selectFrom('plan_head').select('seq').where('plan', '=', plan).executeTakeFirstOrThrow())
        .seq
    const before = await seqOf()
    const ask = (known_seq: number | undefined, as_of?: string) =>
      asAccount(connection().db, chief, trx => casesOf(trx, plan, { meeting, known_seq, as_of }))
    const then = await ask(before)
    expect(then).toMatchObject([{ id, state: 'opened', late: true, due_on: '2024-10-01', steps: [] }])
    await own.step(chief, id, 'assigned', { owner: own.east, due_on: '2024-12-01' })
    await own.step(own.who.east, id, 'rectified')
    await own.open(chief, { meeting })
    expect(await ask(before)).toEqual(then)
    expect(await ask(undefined)).toMatchObject([
      { state: 'opened' },
      {
        id,
        state: 'rectifying',
        late: false,
        owner: own.east,
        steps: [{ kind: 'assigned', due_on: '2024-12-01' }, {}],
      },
    ])
    expect((await ask(before, '2024-10-01'))[0]!.late).toBe(false)
  })
})
