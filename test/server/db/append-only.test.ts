import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { addArea, addRevision } from '../../../server/areas/areas.queries.ts'
import { addDraft, addStep } from '../../../server/areas/drafts.queries.ts'
import { addObservations, addVerifications } from '../../../server/observations/observations.queries.ts'
import { addShapes } from '../../../server/shapes/shapes.queries.ts'
import { addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCast } from '../../helpers/play-story.ts'
import { draftOf } from '../areas/stage.ts'
import { refused } from './as-role.ts'
import { square } from './square.ts'

const PACKAGE = {
  revision: 1,
  from_on: '2024-03-11',
  name: '打包',
  shape: null,
  ground: null,
  ground_note: null,
  shared_facilities: null,
  note: '首次',
  files: [],
}

const TABLES = [
  ['plan_write', 'note'],
  ['plan_revision', 'sha256'],
  ['shape', 'effective_on'],
  ['observation', 'value'],
  ['verification', 'reason'],
  ['seal', 'hash'],
  ['idempotency', 'answer'],
  ['area', 'kind'],
  ['area_revision', 'note'],
  ['draft_step', 'text'],
] as const

eachEngine('what was recorded stays', connection => {
  beforeAll(async () => {
    const plan = await newPlan(connection())
    const { compounds } = await addCast(connection(), plan.id)
    await write(
      connection(),
      plan.id,
      async (trx, at) => {
        await addShapes(trx, at, [
          { subject: compounds[0]!, geometry: square(112.4, 34.6), effective_on: '2024-03-11' },
        ])
        const [id] = await addObservations(trx, at, [
          { subject: compounds[0]!, indicator: 'unit_yard', value: 'true', effective_on: '2024-03-11' },
        ])
        await addVerifications(trx, at, [{ observation: id!, verdict: 'verified' }])
        await trx
          .insertInto('idempotency')
          .values({ key: 'a-key-of-ours', plan: plan.id, seq: at.seq, request_sha256: '', answer: '{}' })
          .execute()
        const [area] = await addSubjects(trx, at, [{ kind: 'area', code: 'a' }])
        await addArea(trx, { id: area!, plan: plan.id, kind: 'package', town: null, community: null })
        await addRevision(trx, at, { ...PACKAGE, area: area!, compounds: [compounds[0]!] })
        const draft = await addDraft(trx, plan.id, 'local', draftOf(null))
        await addStep(trx, at, draft, { kind: 'comment', text: '看' })
      },
      true,
    )
  })

  test.each(TABLES)('%s: no row is changed, deleted or truncated, not even by the superuser', async (table, column) => {
    const { db } = connection()
    const rows = async () =>
      (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)).rows[0]!.n
    expect(await rows()).toBeGreaterThan(0)
    const before = await rows()
    await refused(
      sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)}`.execute(db),
      '42501',
      'append_only',
    )
    await refused(sql`delete from ${sql.table(table)}`.execute(db), '42501', 'append_only')
    await refused(sql`truncate ${sql.table(table)} cascade`.execute(db), '42501')
    expect(await rows()).toBe(before)
  })
})
