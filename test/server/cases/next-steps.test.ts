import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { ROLES, type Role } from '#core/accounts/permissions.ts'
import { CaseState, CaseStepKind } from '#core/api/cases.ts'
import { isFixerOf, nextSteps, refusalOf, stateAfter, stepsFrom } from '#core/cases/next-steps.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { openCaseStage } from './stage.ts'

const STATES = CaseState.enum
const KINDS = CaseStepKind.enum
const WALKERS = ['chief', 'second', 'unit', 'east', 'leader'] as const
const ROLE_OF: Record<(typeof WALKERS)[number], Role> = {
  chief: 'office',
  second: 'office',
  unit: 'unit',
  east: 'town',
  leader: 'leader',
}
/** How the database says what core says in a word. */
const SAID: Record<string, string> = { case_state: 'wrong_state', same_person: 'same_person' }

eachOwnEngine('the way of a case in the database', connection => {
  let stage: Awaited<ReturnType<typeof openCaseStage>>
  beforeAll(async () => {
    stage = await openCaseStage(connection())
  })

  test('its table is core’s, for every state, role and fixer', async () => {
    const asked = STATES.flatMap(state => ROLES.flatMap(role => [true, false].map(fixer => ({ state, role, fixer }))))
    const { rows } = await sql<{ next: string[] }>`
      select case_next(q ->> 'state', q ->> 'role', (q ->> 'fixer')::boolean) as next
      from jsonb_array_elements(${JSON.stringify(asked)}::jsonb) with ordinality u (q, place) order by place`.execute(
      connection().db,
    )
    expect(rows.map(({ next }) => next)).toEqual(asked.map(({ state, role, fixer }) => nextSteps(state, role, fixer)))
    const states = await sql<{ state: string; steps: string[] }>`
      select case_state(k) as state, case_steps_from(case_state(k)) as steps
      from unnest(${[...KINDS]}::text[]) with ordinality u (k, place) order by place`.execute(connection().db)
    expect(states.rows).toEqual(
      KINDS.map(kind => ({ state: stateAfter(kind), steps: [...stepsFrom(stateAfter(kind))] })),
    )
  })

  test('whatever people try of it, the database allows and refuses as core does', async () => {
    const tried = new Set<string>()
    const attempt = fc.record({
      who: fc.constantFrom(...WALKERS),
      kind: fc.constantFrom(...KINDS),
      sensible: fc.nat(9),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 14, maxLength: 18 }), async attempts => {
        const { who, bureau, compounds } = stage
        const id = await stage.open(who.chief, { owner: bureau, subject: compounds.e1 })
        const steps: { kind: CaseStepKind; account: string }[] = []
        for (const { who: name, kind: wild, sensible } of attempts) {
          const state = stateAfter(steps.at(-1)?.kind)
          const likely = stepsFrom(state)
          const kind = sensible < 7 ? likely[sensible % likely.length]! : wild
          const account = who[name]
          const expected = refusalOf(state, kind, ROLE_OF[name], isFixerOf(steps, account))
          const outcome = await stage
            .step(account, id, kind, { text: '写明', ...(kind === 'assigned' && { owner: bureau }) })
            .then(() => null)
            .catch((error: { code: string; constraint?: string }) =>
              error.code === '42501' ? 'not_allowed' : (SAID[error.constraint ?? ''] ?? error.constraint),
            )
          tried.add(String(expected))
          expect(outcome).toBe(expected)
          if (expected === null) steps.push({ kind, account })
        }
      }),
      { numRuns: 12 },
    )
    expect([...tried]).toEqual(expect.arrayContaining(['not_allowed', 'null', 'wrong_state']))
  })
})
