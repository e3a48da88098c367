import type { ClosingBook } from '#core/api/closings.ts'
import { ApiError } from '#core/api/errors.ts'
import { askedIndicators } from '#core/closings/asked-indicators.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { ledgerRows } from '../compounds/compounds.queries.ts'
import { shownIndicator } from '../compounds/shown-indicator.ts'
import { timelineOf } from '../coverage/progress-of.ts'
import { verdictsThen } from '../coverage/verdicts-then.ts'
import type { Trx } from '../db/database.ts'
import { divisionsOf, namedOf } from '../divisions/divisions.queries.ts'
import type { PlanState } from '../plans/plan-of.ts'
import { documentAt, extentOf, planHeads } from '../plans/plans.queries.ts'
import { factsOn } from '../ranking/ranking.queries.ts'
import { previousClosing, type TakenClosing, takenClosing } from './book.queries.ts'
import { correctionsOf } from './book-corrections.ts'

/** The book of a confirmed closing, from one snapshot. */
export async function bookOf(trx: Trx, plan: string, id: number): Promise<ClosingBook> {
  const closing = await takenClosing(trx, plan, id)
  if (!closing) throw new ApiError('unknown_closing', `没有编号为 ${id} 的截数。`)
  if (closing.known_seq === null) throw new ApiError('wrong_state', '截数还没有经第二人确认，没有可看的数据。')
  return bookAt(trx, plan, closing)
}

/** What a closing knows of its day: everything up to the write it names, nothing later. */
export async function bookAt(trx: Trx, plan: string, closing: TakenClosing): Promise<ClosingBook> {
  const { as_of, known_seq, geometry_revision, answers_sha256: _, ...named } = closing
  const known = known_seq!
  const state = await stateOf(trx, plan, closing)
  const { document, head } = state
  const previous = await previousClosing(trx, plan, closing, known)
  const ledger = { plan, basis: 'reported', shown: shownIndicator(document) } as const
  const timelines: ClosingBook['timelines'] = {}
  for (const indicator of askedIndicators(document))
    timelines[indicator] = await timelineOf(trx, state, indicator, null)
  timelines[document.headline.indicator]!.verdicts_then = await verdictsThen(trx, state)
  const compounds = await ledgerRows(trx, { ...ledger, as_of, known })
  const organisations = await namedOf(trx, plan, 'organisation', as_of, known)
  const measures = await measuresOn(trx, plan, as_of, known)
  const names = new Map([...compounds, ...measures].map(({ id, name }) => [id, name]))
  const nameOf = (subject: number) => names.get(subject) ?? String(subject)
  return {
    closing: { ...named, as_of, known_seq },
    plan: {
      id: plan,
      demo: head.demo,
      geometry_revision: geometry_revision!,
      plan_revision: head.plan_revision,
      bbox: await extentOf(trx, plan, geometry_revision!),
    },
    document,
    divisions: await divisionsOf(trx, plan, as_of, known),
    organisations,
    measures,
    compounds,
    timelines,
    previous,
    corrections: previous ? await correctionsOf(trx, plan, document, previous, known, nameOf) : [],
  }
}

async function measuresOn(trx: Trx, plan: string, as_of: string, known: number): Promise<ClosingBook['measures']> {
  const measures = await namedOf(trx, plan, 'measure', as_of, known)
  const ids = measures.map(({ id }) => id)
  const facts = await factsOn(trx, plan, known, as_of, ids)
  return measures.map(measure => {
    const { owner = null, due_on = null } = facts.get(measure.id) ?? {}
    return { ...measure, owner, due_on }
  })
}

/** The plan as a closing found it. */
async function stateOf(trx: Trx, plan: string, closing: TakenClosing): Promise<PlanState> {
  const { known_seq: known, known_at, as_of, geometry_revision } = closing
  const [head] = await planHeads(trx, plan)
  const { document, revision } = (await documentAt(trx, plan, known))!
  return {
    head: { ...head!, seq: known!, geometry_revision: geometry_revision!, plan_revision: revision },
    document: document as PlanDocument,
    known,
    known_at: known_at!,
    as_of,
  }
}
