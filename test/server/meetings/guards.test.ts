import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { MeetingDocument } from '#core/api/meetings.ts'
import { bringsMeeting } from '#core/meetings/cadence.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { addRecordStep } from '../../../server/cases/record.queries.ts'
import { addClosing, addClosingStep } from '../../../server/closings/closings.queries.ts'
import type { Trx } from '../../../server/db/database.ts'
import { recordWrite, type Write } from '../../../server/db/write.ts'
import { addMeeting, meetingOf, reviseMeeting } from '../../../server/meetings/meetings.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCast, type Cast } from '../../helpers/play-story.ts'
import { asRole } from '../db/as-role.ts'
import { documentOf } from './stage.ts'

const PLANS = ['xx-county-2024', 'mengjin-2019', 'xx-town', 'sishui-2019', 'xx-district-2024']
const MONTHS = [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025].flatMap(year =>
  Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`),
)

eachEngine('what the database lets be saved of a meeting', connection => {
  let plan: string
  let cast: Cast
  let id: number
  beforeAll(async () => {
    plan = (await newPlan(connection())).id
    cast = await addCast(connection(), plan)
  })

  const inWrite = (work: (trx: Trx, at: Write) => Promise<unknown>) => write(connection(), plan, work)
  const revise = (version: number, change: Partial<MeetingDocument> = {}) =>
    inWrite((trx, at) => reviseMeeting(trx, at, { id, version, document: documentOf(change) }))
  const refusedBy = async (attempt: Promise<unknown>, constraint: string) =>
    expect(await attempt.catch(error => error.constraint)).toBe(constraint)
  const begin = async (month: string) => {
    id = (await inWrite((trx, at) => addMeeting(trx, at, { kind: 'monthly', month, document: documentOf() }))) as number
  }
  /** Figures taken for the meeting by two people, and signed by them where asked. */
  const close = async (as_of: string, signed: boolean, supersedes?: number) => {
    const as = (account: string, kind: 'confirmed' | 'reviewed' | 'signed') =>
      recordWrite(connection().db, plan, { account, action: `closing_${kind}` }, (trx, at) =>
        addClosingStep(trx, at, account, closing, { kind }),
      )
    const closing = await write(connection(), plan, (trx, at) =>
      addClosing(trx, at, 'local', {
        purpose: 'meeting',
        meeting: id,
        title: '截数',
        from_on: '2024-09-19',
        as_of,
        ...(supersedes && { supersedes, reason: '核对后更正' }),
      }),
    )
    await as('system', 'confirmed')
    if (signed) await as('local', 'reviewed')
    if (signed) await as('system', 'signed')
    return closing
  }

  test.each(PLANS)('%s: the months it brings its meetings in are those of the rule', async from => {
    const document: PlanDocument = await newPlan(connection(), from)
    for (const kind of [...document.meetings.map(each => each.id), 'nothing']) {
      const { rows } = await sql<{ month: string; brings: boolean }>`
        select month, brings_meeting(${document.id}, ${kind}, month) as brings from unnest(${MONTHS}::text[]) month`.execute(
        connection().db,
      )
      expect(rows.filter(({ brings }) => brings).map(({ month }) => month)).toEqual(
        MONTHS.filter(month => bringsMeeting(document, kind, month)),
      )
    }
  })

  test('a month without that meeting, and a second one in a month, are refused', async () => {
    await refusedBy(begin('2024-11'), 'meeting_month')
    await begin('2024-04')
    await refusedBy(begin('2024-04'), 'meeting_once')
  })

  test('a save goes on from the last version, and only inside a write', async () => {
    await begin('2024-05')
    await refusedBy(revise(1), 'meeting_version')
    await refusedBy(revise(3), 'meeting_version')
    await revise(2, { place: '东关' })
    const alone = asRole(connection(), 'fullcover_app', 'local', trx =>
      reviseMeeting(trx, { plan, seq: 1 }, { id, version: 3, document: documentOf() }),
    )
    await refusedBy(alone, 'write_open')
    expect(await meetingOf(connection().db, plan, id)).toMatchObject({
      version: 2,
      state: 'preparing',
      document: { place: '东关' },
    })
  })

  test('sites are compounds of the plan, each once', async () => {
    await begin('2024-06')
    const other = await addCast(connection(), (await newPlan(connection())).id)
    const site = (subject: number) => ({ subject, kind: 'chosen' as const })
    await refusedBy(revise(2, { sites: [site(other.compounds[0]!)] }), 'meeting_site')
    await refusedBy(revise(2, { sites: [site(cast.county)] }), 'meeting_site')
    await refusedBy(revise(2, { sites: [site(cast.compounds[0]!), site(cast.compounds[0]!)] }), 'meeting_site_once')
    await refusedBy(revise(2, { sites: [{ ...site(cast.compounds[0]!), after: ['a'.repeat(64)] }] }), 'meeting_photo')
    await revise(2, { sites: [site(cast.compounds[1]!), site(cast.compounds[0]!)] })
  })

  test('once the figures are taken their day stands; a new closing may move it', async () => {
    await begin('2024-07')
    const first = await close('2024-10-16', false)
    expect(await meetingOf(connection().db, plan, id)).toMatchObject({ state: 'closed', closing: first })
    await refusedBy(revise(2, { as_of: '2024-10-15' }), 'meeting_closed')
    await revise(2, { agenda: ['通报'] })
    const second = await close('2024-10-15', false, first)
    expect(await meetingOf(connection().db, plan, id)).toMatchObject({ closing: second })
    await revise(3, { agenda: ['通报'], as_of: '2024-10-15' })
  })

  test('once they are signed only where, when and what is visited may change', async () => {
    await begin('2024-08')
    await close('2024-10-16', true)
    expect(await meetingOf(connection().db, plan, id)).toMatchObject({ state: 'signed' })
    for (const change of [{ title: '别的会' }, { agenda: [] }, { ranks_units: true }])
      await refusedBy(revise(2, change), 'meeting_signed')
    await revise(2, { held_on: '2024-10-21', place: '东关', sites: [{ subject: cast.compounds[2]!, kind: 'chosen' }] })
  })

  test('once the record is closed nothing may change, and once it is opened again it may', async () => {
    await begin('2024-09')
    const record = (kind: 'closed' | 'reopened', reason: string | null) =>
      inWrite((trx, at) => addRecordStep(trx, at, { account: 'local', meeting: id, kind, reason }))
    await record('closed', null)
    expect(await meetingOf(connection().db, plan, id)).toMatchObject({
      state: 'recorded',
      recorded_at: expect.any(String),
    })
    await refusedBy(revise(2, { place: '东关' }), 'meeting_recorded')
    await record('reopened', '漏记一处')
    await revise(2, { place: '东关' })
  })
})
