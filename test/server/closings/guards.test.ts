import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { refused } from '../db/as-role.ts'
import { around, DAY, type Kind, type Name, openScene, type Scene } from './cast.ts'

eachOwnEngine('what a closing never does', connection => {
  let scene: Scene
  let { propose, step, stateOf }: ReturnType<typeof around> = {} as never
  let day = 0
  /** Every test closes a day of its own: figures are taken once for a purpose and a day. */
  const some = () => {
    day += 1
    return new Date(Date.UTC(2024, 3, day)).toISOString().slice(0, 10)
  }
  const proposed = (name: Name = 'zhao', said = {}) => propose(name, { from_on: '2024-04-01', as_of: some(), ...said })
  const gone = async (kinds: [Name, Kind][]) => {
    const id = await proposed()
    for (const [name, kind] of kinds) await step(name, id, kind)
    return id
  }
  beforeAll(async () => {
    scene = await openScene(connection())
    ;({ propose, step, stateOf } = around(connection(), scene))
  })

  test('its figures are taken by another account than the one that proposed it', async () => {
    const id = await proposed()
    await refused(step('zhao', id, 'confirmed'), '23514', 'same_person')
    expect(await stateOf(id)).toBe('proposed')
    await step('qian', id, 'confirmed')
    expect(await stateOf(id)).toBe('confirmed')
    await refused(step('sun', id, 'confirmed'), '23505', 'closing_confirmed_once')
  })

  test('it is signed by another account than the one that reviewed it', async () => {
    const id = await gone([
      ['qian', 'confirmed'],
      ['sun', 'reviewed'],
    ])
    await refused(step('sun', id, 'signed'), '23514', 'same_person')
    await step('zhao', id, 'signed')
    expect(await stateOf(id)).toBe('signed')
  })

  const WAYS: [string, [Name, Kind][], Kind[]][] = [
    ['proposed', [], ['reviewed', 'returned', 'signed']],
    ['confirmed', [['qian', 'confirmed']], ['dropped', 'returned', 'signed']],
    [
      'reviewed',
      [
        ['qian', 'confirmed'],
        ['sun', 'reviewed'],
      ],
      ['dropped', 'reviewed'],
    ],
    [
      'returned',
      [
        ['qian', 'confirmed'],
        ['sun', 'reviewed'],
        ['qian', 'returned'],
      ],
      ['dropped', 'returned', 'signed'],
    ],
    [
      'signed',
      [
        ['qian', 'confirmed'],
        ['sun', 'reviewed'],
        ['qian', 'signed'],
      ],
      ['dropped', 'reviewed', 'returned', 'signed'],
    ],
    ['dropped', [['sun', 'dropped']], ['confirmed', 'dropped', 'reviewed', 'returned', 'signed']],
  ]
  test.each(WAYS)('one that is %s takes no step out of order', async (_state, way, refusals) => {
    const id = await gone(way)
    for (const kind of refusals)
      await refused(step(kind === 'signed' ? 'chief' : 'zhao', id, kind), '23514', 'wrong_state')
  })

  test('a sheet is checked until the figures are signed, and never of a dropped one', async () => {
    const id = await proposed()
    await step('east', id, 'checked', scene.east)
    await step('qian', id, 'confirmed')
    await step('east', id, 'objected', scene.east)
    await step('bureau', id, 'checked', scene.bureau)
    await step('qian', id, 'reviewed')
    await step('zhao', id, 'checked', scene.west)
    await step('sun', id, 'signed')
    await refused(step('east', id, 'checked', scene.east), '23514', 'wrong_state')
    await refused(step('east', await gone([['sun', 'dropped']]), 'checked', scene.east), '23514', 'wrong_state')
    await refused(step('zhao', await proposed(), 'checked', scene.compounds.e1), '23514', 'unknown_subject')
  })

  describe('one that supersedes', () => {
    test('takes the place of the standing one when it is confirmed, and that one takes no further step', async () => {
      const as_of = some()
      const first = await proposed('zhao', { as_of })
      await step('qian', first, 'confirmed')
      await step('qian', first, 'reviewed')
      await refused(proposed('zhao', { as_of }), '23514', 'closing_taken')
      const second = await proposed('zhao', { as_of, supersedes: first, reason: '东镇漏报两个小区' })
      expect(await stateOf(first)).toBe('reviewed')
      await step('sun', second, 'confirmed')
      expect([await stateOf(first), await stateOf(second)]).toEqual(['superseded', 'confirmed'])
      for (const kind of ['signed', 'returned', 'dropped'] as const)
        await refused(step('zhao', first, kind), '23514', 'wrong_state')
      await refused(step('east', first, 'checked', scene.east), '23514', 'wrong_state')
    })

    test('gives a reason, and names one that stands for the same', async () => {
      const first = await gone([['qian', 'confirmed']])
      await refused(proposed('zhao', { supersedes: first }), '23514', 'closing_reason')
      await refused(proposed('zhao', { reason: '无' }), '23514', 'closing_reason')
      const again = { supersedes: first, reason: '漏报' }
      await refused(proposed('zhao', { ...again, purpose: 'quarterly' }), '23514', 'unknown_closing')
      await refused(proposed('zhao', { supersedes: await proposed(), reason: '漏报' }), '23514', 'closing_taken')
      const other = await openScene(connection())
      await refused(around(connection(), other).propose('zhao', again), '23514', 'unknown_closing')
    })

    test('of two the second to be confirmed comes too late', async () => {
      const first = await gone([['qian', 'confirmed']])
      const again = { supersedes: first, reason: '漏报' }
      const [one, other] = [await proposed('zhao', again), await proposed('sun', again)]
      await step('qian', one, 'confirmed')
      await refused(step('qian', other, 'confirmed'), '23514', 'closing_taken')
      await step('sun', other, 'dropped')
    })
  })

  test('figures of a day stand once for each purpose; of two proposals one is confirmed', async () => {
    const as_of = some()
    const [one, other] = [await proposed('zhao', { as_of }), await proposed('sun', { as_of })]
    const quarterly = await proposed('zhao', { as_of, purpose: 'quarterly' })
    await step('qian', one, 'confirmed')
    await refused(step('qian', other, 'confirmed'), '23514', 'closing_taken')
    await step('qian', quarterly, 'confirmed')
  })

  test('its days lie within the plan, and not ahead of the plan’s clock', async () => {
    await refused(proposed('zhao', { as_of: '2024-10-19' }), '23514', 'day_out_of_range')
    await refused(proposed('zhao', { from_on: '2024-01-01' }), '23514', 'day_out_of_range')
    await refused(proposed('zhao', { as_of: DAY, from_on: '2024-10-17' }), '23514', 'closing_period')
    await proposed('zhao', { as_of: '2024-10-18' })
  })

  test('it is nobody’s but the office’s: a town, a unit and a community propose none and take no step of the office', async () => {
    const id = await proposed()
    for (const name of ['east', 'bureau', 'yard', 'chief'] as const) {
      await refused(proposed(name), '42501')
      for (const kind of ['confirmed', 'dropped', 'reviewed', 'returned'] as const)
        await refused(step(name, id, kind), '42501')
    }
    for (const name of ['east', 'bureau', 'yard'] as const) await refused(step(name, id, 'signed'), '42501')
  })

  test('a town checks its own sheet, a unit its own, a community none', async () => {
    const id = await proposed()
    await refused(step('east', id, 'checked', scene.west), '42501')
    await refused(step('east', id, 'checked', scene.bureau), '42501')
    await refused(step('bureau', id, 'objected', scene.east), '42501')
    await refused(step('yard', id, 'checked', scene.communities.e1), '42501')
    await refused(step('chief', id, 'checked', scene.east), '42501')
    await step('bureau', id, 'objected', scene.bureau)
  })

  test.each([
    ['closing', 'title'],
    ['closing_step', 'text'],
  ])('%s: no row is changed, deleted or truncated, not even by the superuser', async (table, column) => {
    const { db } = connection()
    await gone([['qian', 'confirmed']])
    await refused(
      sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)}`.execute(db),
      '42501',
      'append_only',
    )
    await refused(sql`delete from ${sql.table(table)}`.execute(db), '42501', 'append_only')
    await refused(sql`truncate ${sql.table(table)} cascade`.execute(db), '42501')
  })

  test('a day or a step changed behind the triggers breaks the plan’s seal', async () => {
    const { db, script } = connection()
    const id = await gone([['qian', 'confirmed']])
    const broken = async () =>
      (await db.selectFrom('broken_seal').select('seq').where('plan', '=', scene.plan).execute()).length
    expect(await broken()).toBe(0)
    const around_triggers = (table: string, change: string) =>
      script(`begin; alter table ${table} disable trigger append_only; update ${table} set ${change};
        alter table ${table} enable trigger append_only; commit;`)
    await around_triggers('closing', `as_of = as_of - 1, from_on = from_on - 1 where id = ${id}`)
    expect(await broken()).toBe(1)
    await around_triggers('closing', `as_of = as_of + 1, from_on = from_on + 1 where id = ${id}`)
    await around_triggers('closing_step', `account = '${scene.who('sun')}' where closing = ${id}`)
    expect(await broken()).toBe(1)
    await around_triggers('closing_step', `account = '${scene.who('qian')}' where closing = ${id}`)
    expect(await broken()).toBe(0)
  })
})
