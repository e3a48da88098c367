import { beforeAll, expect, test } from 'vitest'
import { addIssuedFile } from '../../../server/bulletins/bulletins.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { close, propose } from '../closings/close.ts'
import { refused } from '../db/as-role.ts'
import { drafts, TEXT } from './drafts.ts'
import { closeAndSign, sign } from './sign.ts'

eachEngine('what a bulletin never does', connection => {
  let plan: string
  let office: ReturnType<typeof drafts>
  let day = 0
  const closed = (signed = true) => {
    day += 1
    const as_of = new Date(Date.UTC(2024, 3, day)).toISOString().slice(0, 10)
    return signed ? closeAndSign(connection(), plan, { as_of }) : close(connection(), plan, { as_of })
  }
  beforeAll(async () => {
    plan = (await newPlan(connection())).id
    office = drafts(connection(), plan)
  })

  test('it is begun of figures that were taken, once for each template', async () => {
    const proposed = await propose(connection(), plan, { as_of: '2024-10-01' })
    await refused(office.begin(proposed), '23514', 'bulletin_closing')
    const closing = await closed(false)
    await office.begin(closing)
    await refused(office.begin(closing), '23505', 'bulletin_once')
    await office.begin(closing, 'monthly_notice')
  })

  test('its texts follow one another, and none follows the issue', async () => {
    const id = await office.begin(await closed())
    await refused(office.revise(id, 1), '23514', 'bulletin_version')
    await refused(office.revise(id, 3), '23514', 'bulletin_version')
    await office.revise(id, 2)
    await refused(office.issue(id, 1), '23514', 'bulletin_version')
    await office.issue(id, 1, { version: 2 })
    await refused(office.revise(id, 3), '23514', 'bulletin_issued')
    await refused(office.issue(id, 2, { version: 2 }), '23505', 'bulletin_issue_pkey')
  })

  test('it is issued of signed figures that nothing superseded, by its own template, today', async () => {
    const closing = await closed(false)
    const id = await office.begin(closing)
    await refused(office.issue(id, 2), '23514', 'bulletin_signed')
    await sign(connection(), plan, closing)
    await refused(office.issue(id, 2, { template: 'monthly_notice' }), '23514', 'bulletin_template')
    await refused(office.issue(id, 2, { issued_on: '2024-10-17' }), '23514', 'bulletin_day')
    await refused(office.issue(id, 2, { year: 2023 }), '23514', 'bulletin_day')
    await refused(office.issue(id, 2, { known_seq: 1_000_000 }), '23514', 'bulletin_known')
    const old = await closed()
    const late = await office.begin(old)
    await close(connection(), plan, {
      as_of: new Date(Date.UTC(2024, 3, day)).toISOString().slice(0, 10),
      supersedes: old,
    })
    await refused(office.issue(late, 2), '23514', 'bulletin_signed')
  })

  test('numbers follow one another without a gap, and are never given twice', async () => {
    const [first, second] = [await office.begin(await closed()), await office.begin(await closed())]
    await refused(office.issue(first, 3), '23514', 'bulletin_number')
    await refused(office.issue(first, 1), '23514', 'bulletin_number')
    await office.issue(first, 2)
    await refused(office.issue(second, 2), '23514', 'bulletin_number')
    await office.issue(second, 3)
  })

  test('its files come with the issue, never after it', async () => {
    const id = await office.begin(await closed())
    await office.issue(id, 4)
    const file = { bulletin: id, kind: 'docx' as const, sha256: 'a'.repeat(64), bytes: 1 }
    await refused(
      office.write((trx, at) => addIssuedFile(trx, at, file)),
      '23514',
      'write_open',
    )
  })

  test('nobody but the office begins, changes or issues one; nothing of it is changed afterwards', async () => {
    const closing = await closed()
    const { db } = connection()
    const id = await office.begin(closing)
    await refused(drafts(connection(), plan, 'nobody').begin(closing, 'monthly_notice'), '42501')
    for (const table of ['bulletin', 'bulletin_revision', 'bulletin_issue', 'bulletin_file'] as const)
      await refused(
        office.write(trx => trx.deleteFrom(table).execute()),
        '42501',
      )
    const { text } = await db
      .selectFrom('bulletin_revision')
      .select('text')
      .where('bulletin', '=', id)
      .executeTakeFirstOrThrow()
    expect(text).toEqual(TEXT)
  })
})
