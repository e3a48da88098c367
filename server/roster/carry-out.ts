import type { Static } from 'typebox'
import { ApiError } from '#core/api/errors.ts'
import type { MergeCompounds, RosterAnswer, SplitCompound } from '#core/api/roster.ts'
import { modeIndicator } from '#core/plan/mode.ts'
import { type Act, judgeAct } from '#core/roster/judge.ts'
import { ROSTER_REFUSALS } from '#core/roster/refusals.ts'
import type { RosterState } from '#core/roster/state.ts'
import { judgeShape } from '../compounds/judge-shape.ts'
import type { Db, Trx } from '../db/database.ts'
import { recordOnce } from '../db/once.ts'
import { recordWrite, type Write } from '../db/write.ts'
import { addObservations, type ObservationRow } from '../observations/observations.queries.ts'
import { type PlanState, planOf, requireDay } from '../plans/plan-of.ts'
import { addShapes } from '../shapes/shapes.queries.ts'
import { addSubjects, subjectIds } from '../subjects/subjects.queries.ts'
import { rosterOn } from './roster.queries.ts'
import { totalsOn } from './totals.ts'

type Dated = { effective_on: string; reason: string }
type Split = { kind: 'split' } & Static<typeof SplitCompound>
type Merge = { kind: 'merge' } & Static<typeof MergeCompounds>
export type GivenAct = Dated & (Exclude<Act, { kind: 'split' | 'merge' }> | Split | Merge)

/** Ends a trial, so that nothing of it is written. */
class Tried extends Error {
  readonly answer: RosterAnswer
  constructor(answer: RosterAnswer) {
    super('tried')
    this.answer = answer
  }
}

const refuse = (state: RosterState, act: GivenAct, codes: ReadonlySet<string>) => {
  const [first, ...others] = judgeAct(state, act, codes)
  if (!first) return
  const faults = [first, ...others].map(({ reason, subject }) => ({
    code: reason,
    reason: ROSTER_REFUSALS[reason],
    ...(subject === null ? {} : { value: subject }),
  }))
  throw new ApiError(
    'roster_refused',
    `${first.subject ? `“${first.subject}”：` : ''}${ROSTER_REFUSALS[first.reason]}`,
    { faults },
  )
}

/** The division the whole plan is. */
const rootOf = async (trx: Trx, plan: string): Promise<number> => {
  const root = await trx
    .selectFrom('division as d')
    .innerJoin('subject as s', 's.id', 'd.id')
    .select('d.id')
    .where('s.plan', '=', plan)
    .where('d.parent', 'is', null)
    .orderBy('d.id')
    .executeTakeFirst()
  if (!root) throw new ApiError('roster_refused', ROSTER_REFUSALS.nothing_to_freeze)
  return root.id
}

/** What the parts of a split compound go on with: the management standing on that day, as it was reported. */
const managementOf = async (trx: Trx, { document }: PlanState, compound: number, day: string) => {
  const mode = modeIndicator(document)
  if (!mode) return undefined
  return trx
    .selectFrom('span')
    .select(['indicator', 'value', 'organisation'])
    .where('subject', '=', compound)
    .where('indicator', '=', mode.id)
    .where('basis', '=', 'reported')
    .where('from_on', '<=', day)
    .where('to_on', '>', day)
    .executeTakeFirst()
}

/** The parts' subjects by their order; one that an undone split left behind is taken up again. */
const partIds = async (trx: Trx, write: Write, parts: Split['parts']): Promise<number[]> => {
  const known = await subjectIds(trx, write.plan, 'compound')
  const fresh = parts.filter(({ code }) => !known.has(code)).map(({ code }) => ({ kind: 'compound' as const, code }))
  const added = await addSubjects(trx, write, fresh)
  for (const [at, { code }] of fresh.entries()) known.set(code, added[at]!)
  return parts.map(({ code }) => known.get(code)!)
}

const split = async (trx: Trx, write: Write, plan: PlanState, state: RosterState, act: Split) => {
  const { compound, parts, effective_on, reason, carries_on } = act
  const community = state.compounds.get(compound)!.community
  const ids = await partIds(trx, write, parts)
  const management = carries_on ? await managementOf(trx, plan, compound, effective_on) : undefined
  const rows = parts.flatMap(({ name, households, floor_area, buildings }, at) => {
    const facts = { name, community, households, floor_area, buildings, split_from: compound }
    const said: Partial<ObservationRow>[] = Object.entries(facts)
      .filter(([, value]) => value !== null)
      .map(([indicator, value]) => ({ indicator, value: String(value) }))
    return [...said, ...(management ? [management] : [])].map(
      row => ({ ...row, subject: ids[at]!, effective_on, note: reason }) as ObservationRow,
    )
  })
  await addObservations(trx, write, rows)
  const drawn = parts.flatMap(({ shape }, at) => (shape ? [{ subject: ids[at]!, geometry: shape, effective_on }] : []))
  await addShapes(trx, write, drawn as Parameters<typeof addShapes>[2])
}

const store = async (trx: Trx, write: Write, plan: PlanState, state: RosterState, act: GivenAct): Promise<void> => {
  if (act.kind === 'split') return split(trx, write, plan, state, act)
  const { effective_on, reason: note } = act
  const rows = async (): Promise<ObservationRow[]> => {
    if (act.kind === 'freeze')
      return [{ subject: await rootOf(trx, write.plan), indicator: 'roster_frozen', value: 'true', effective_on, note }]
    const said =
      act.kind === 'merge'
        ? { indicator: 'merged_into', value: String(act.into) }
        : { indicator: 'roster', value: act.kind === 'add' ? 'in' : 'out' }
    return act.compounds.map(subject => ({ subject, ...said, effective_on, note }))
  }
  await addObservations(trx, write, await rows())
}

export interface CarryOut {
  account: string
  key: string | undefined
  /** Only to see what it would do to the totals. */
  trial: boolean
}

/** Carries out an act on the roster as one write, or only tries it; answers the plan's totals before and after it. */
export const carryOut = async (
  db: Db,
  id: string,
  act: GivenAct,
  { account, key, trial }: CarryOut,
): Promise<RosterAnswer> => {
  const plan = await planOf(db, id)
  const { document, as_of: today } = plan
  requireDay(document, act.effective_on)
  if (act.kind === 'split')
    for (const { shape } of act.parts) if (shape) await judgeShape(db, shape as Parameters<typeof judgeShape>[1])
  const as_of = act.effective_on > today ? act.effective_on : today
  const shapes = act.kind === 'split' && act.parts.some(({ shape }) => shape)
  const options = { account, action: `roster_${act.kind}`, note: act.reason, shapes }
  const work = async (trx: Trx, write: Write): Promise<RosterAnswer> => {
    const state = await rosterOn(trx, id, act.effective_on)
    const codes = new Set([...state.compounds.values()].map(({ code }) => code))
    refuse(state, act, codes)
    const before = await totalsOn(trx, document, as_of)
    await store(trx, write, plan, state, act)
    const answer = { seq: write.seq, as_of, before, after: await totalsOn(trx, document, as_of) }
    if (trial) throw new Tried({ ...answer, seq: null })
    return answer
  }
  try {
    if (trial) return await recordWrite(db, id, options, work)
    return await recordOnce(db, id, { ...options, key, request: act }, work)
  } catch (error) {
    if (error instanceof Tried) return error.answer
    throw error
  }
}
