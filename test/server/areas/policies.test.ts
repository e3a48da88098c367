import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { addArea, addRevision } from '../../../server/areas/areas.queries.ts'
import { addDraft, addStep, draftsOf, saveDraft } from '../../../server/areas/drafts.queries.ts'
import { asAccount } from '../../../server/db/as-account.ts'
import type { Trx } from '../../../server/db/database.ts'
import { recordWrite } from '../../../server/db/write.ts'
import { addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { asRole, refused } from '../db/as-role.ts'
import { addCompounds, addTown, draftOf } from './stage.ts'

eachOwnEngine('whose areas and drafts', connection => {
  let plan: string
  let own: { town: number; community: number }
  let other: { town: number; community: number }
  let yard: number
  beforeAll(async () => {
    plan = (await newPlan(connection(), 'xx-county-2024', null)).id
    own = await addTown(connection(), plan, { code: 'own', town: null, community: null })
    other = await addTown(connection(), plan, { code: 'other', town: null, community: null })
    ;[yard] = (await addCompounds(connection(), plan, [{ name: '东院', shape: null }])) as [number]
    await asRole(connection(), 'fullcover_owner', null, async trx => {
      const accounts = [
        { id: 'clerk', name: '甲镇', role: 'town' as const },
        { id: 'colleague', name: '甲镇同事', role: 'town' as const },
        { id: 'neighbour', name: '乙镇', role: 'town' as const },
        { id: 'bureau', name: '县里', role: 'office' as const },
        { id: 'visitor', name: '领导', role: 'leader' as const },
      ]
      await trx
        .insertInto('account')
        .values(accounts.map(each => ({ ...each, administers: null })))
        .execute()
      const grants = [
        ['clerk', own.town],
        ['colleague', own.town],
        ['neighbour', other.town],
      ] as const
      await trx
        .insertInto('account_grant')
        .values(grants.map(([account, subject]) => ({ account, plan, subject })))
        .execute()
    })
  })

  const write = <T>(account: string, work: Parameters<typeof recordWrite<T>>[3], shapes = false) =>
    recordWrite(connection().db, plan, { account, action: 'test', shapes }, work)
  const draw = (account: string, place: { town: number | null; community: number | null }) =>
    write(account, trx => addDraft(trx, plan, account, draftOf(null, { ...place, picks: [yard] })))
  const seen = async (account: string) =>
    (await asAccount(connection().db, account, trx => draftsOf(trx, plan, {}))).map(({ id }) => id)
  const save = (account: string, id: number, version: number, state?: 'submitted') =>
    asAccount(connection().db, account, trx =>
      saveDraft(trx, { plan, id, version, account, states: ['drawing'] }, { ...(state && { state }) }),
    )

  describe('a draft', () => {
    test('is drawn where one writes, or nowhere yet; not in another town, nor in another’s name', async () => {
      await draw('clerk', own)
      await draw('clerk', { town: own.town, community: null })
      await draw('clerk', { town: null, community: null })
      await refused(draw('clerk', other), '42501')
      await refused(draw('visitor', own), '42501')
      await refused(
        write('clerk', trx => addDraft(trx, plan, 'bureau', draftOf(null))),
        '42501',
      )
      await draw('bureau', other)
    })

    test('is seen by its author, by colleagues where it lies, and by the office', async () => {
      const here = await draw('clerk', own)
      const nowhere = await draw('clerk', { town: null, community: null })
      expect(await seen('clerk')).toEqual(expect.arrayContaining([here, nowhere]))
      expect(await seen('colleague')).toContain(here)
      expect(await seen('colleague')).not.toContain(nowhere)
      expect(await seen('bureau')).toEqual(expect.arrayContaining([here, nowhere]))
      for (const stranger of ['neighbour', 'visitor', 'nobody']) {
        const all = await seen(stranger)
        expect(
          all.filter(id => id === here || id === nowhere),
          stranger,
        ).toEqual([])
      }
    })

    test('is saved by those who see it, from its version, and is not carried into another town', async () => {
      const id = await draw('clerk', own)
      expect(await save('neighbour', id, 1)).toBe(false)
      expect(await save('colleague', id, 1)).toBe(true)
      expect(await save('clerk', id, 1)).toBe(false)
      const away = asAccount(connection().db, 'clerk', trx =>
        saveDraft(
          trx,
          { plan, id, version: 2, account: 'clerk', states: ['drawing'] },
          { body: draftOf(null, { ...other }) },
        ),
      )
      await refused(away, '42501')
      expect(await save('clerk', id, 2, 'submitted')).toBe(true)
    })

    const change = (set: string, id: number) =>
      asAccount(connection().db, 'clerk', trx =>
        sql`update area_draft set ${sql.raw(set)} where id = ${id}`.execute(trx),
      )

    test('keeps its author and its number, goes on by one version, and rests once it is closed', async () => {
      const id = await draw('clerk', own)
      for (const column of ['account', 'plan']) await refused(change(`${column} = ${column}`, id), '42501')
      await refused(change("version = version + 2, saved_by = 'clerk'", id), '23514', 'draft_version')
      await refused(change('name = name', id), '23514', 'draft_version')
      await refused(change('version = version + 1, area = 1, based_on = 1', id), '23514', 'draft_version')
      await refused(change(`version = version + 1, name = ''`, id), '23514')
      await refused(change(`version = version + 1, state = 'lost'`, id), '23514')
      await change(`version = version + 1, state = 'discarded', saved_by = 'clerk'`, id)
      await refused(change('version = version + 1', id), '23514', 'draft_version')
    })

    test('has a version it is based on exactly when it has an area', async () => {
      await refused(
        write('clerk', trx => addDraft(trx, plan, 'clerk', draftOf(null, { area: yard, based_on: null }))),
        '23514',
        'draft_based',
      )
    })
  })

  describe('a step', () => {
    test('is added by those who see the draft, with what its kind needs', async () => {
      const id = await draw('clerk', own)
      const step = (account: string, more: object) =>
        write(account, (trx, at) => addStep(trx, at, id, { kind: 'comment', text: '看', ...more }))
      await step('clerk', {})
      await step('bureau', { kind: 'returned' })
      await refused(step('neighbour', {}), '42501')
      await refused(step('clerk', { text: null }), '23514', 'step_says')
      await refused(step('bureau', { kind: 'notice', text: null }), '23514', 'step_notice')
      const days = { kind: 'notice', place: '公告栏', from_on: '2024-05-08', to_on: '2024-05-01' }
      await refused(step('bureau', days), '23514', 'step_notice')
      await step('bureau', { ...days, to_on: '2024-05-09' })
      await refused(step('clerk', { kind: 'lost' }), '23514')
      const rows = (account: string) =>
        asAccount(connection().db, account, trx =>
          trx.selectFrom('draft_step').select('id').where('draft', '=', id).execute(),
        )
      expect(await rows('colleague')).toHaveLength(3)
      expect(await rows('neighbour')).toEqual([])
    })
  })

  describe('an area', () => {
    const publish = (account: string, place: { town: number; community: number }) =>
      write(
        account,
        async (trx: Trx, at) => {
          const [area] = await addSubjects(trx, at, [{ kind: 'area', code: `p${at.seq}` }])
          await addArea(trx, { id: area!, plan, kind: 'patch', ...place })
          await addRevision(trx, at, {
            area: area!,
            revision: 1,
            from_on: '2024-03-01',
            name: '片区',
            shape: null,
            ground: null,
            ground_note: null,
            shared_facilities: null,
            compounds: [yard],
            note: null,
            files: [],
          })
          return area!
        },
        true,
      )
    test('is written where one writes, and nowhere else', async () => {
      await publish('clerk', own)
      await refused(publish('clerk', other), '42501')
      await refused(publish('visitor', own), '42501')
      await publish('bureau', other)
    })

    test('a revision of another town’s area is refused', async () => {
      const area = await publish('bureau', other)
      const revise = (account: string) =>
        write(
          account,
          (trx, at) =>
            addRevision(trx, at, {
              area,
              revision: 2,
              from_on: '2024-03-01',
              retired: true,
              name: '片区',
              shape: null,
              ground: null,
              ground_note: null,
              shared_facilities: null,
              compounds: [],
              note: null,
              files: [],
            }),
          true,
        )
      await refused(revise('clerk'), '42501')
      await revise('neighbour')
    })
  })
})
