import Type, { type Static } from 'typebox'
import type { PlanDocument } from '../plan/plan-document.ts'
import { Basis, Day, IndicatorId, Moment, Nullable, PlanId, SubjectId } from './common.ts'
import type { Compound } from './compounds.ts'
import { Sha256 } from './files.ts'
import type { Division, Organisation } from './plans.ts'
import { Text } from './text.ts'
import type { Timeline } from './timeline.ts'

export const ClosingId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const ClosingParams = Type.Object({ plan: PlanId, id: ClosingId }, { additionalProperties: false })

/** What a closing is taken for: a meeting's bulletin, or one of the plan's notices by its id. */
export const MEETING_PURPOSE = 'meeting'

export const CLOSING_STATES = ['proposed', 'confirmed', 'reviewed', 'signed', 'dropped', 'superseded'] as const
export const ClosingState = Type.Enum([...CLOSING_STATES])
export type ClosingState = Static<typeof ClosingState>

export const ClosingStep = Type.Object({
  kind: Type.Enum(['confirmed', 'dropped', 'checked', 'objected', 'reviewed', 'returned', 'signed']),
  account: Type.String(),
  account_name: Type.String(),
  at: Moment,
  /** The town or unit that checked its sheet. */
  subject: Nullable(SubjectId),
  text: Nullable(Type.String()),
})
export type ClosingStep = Static<typeof ClosingStep>

/** 截数: the figures of `as_of` as known at `known_at`; both are null-free from the confirming click on. */
export const Closing = Type.Object({
  id: ClosingId,
  purpose: Type.String(),
  meeting: Nullable(Type.Integer()),
  title: Type.String(),
  from_on: Day,
  as_of: Day,
  state: ClosingState,
  /** The confirming write: everything up to it is known, nothing later. Null while proposed. */
  known_seq: Nullable(Type.Integer()),
  known_at: Nullable(Moment),
  supersedes: Nullable(ClosingId),
  superseded_by: Nullable(ClosingId),
  reason: Nullable(Type.String()),
  account: Type.String(),
  account_name: Type.String(),
  proposed_at: Moment,
  steps: Type.Array(ClosingStep),
  answers_sha256: Nullable(Sha256),
  /** The plan's seal at the confirming write, hex: printed on what is handed out. */
  seal: Nullable(Type.String()),
})
export type Closing = Static<typeof Closing>

export const ProposeClosing = Type.Object(
  {
    purpose: IndicatorId,
    meeting: Type.Optional(Type.Integer({ minimum: 1 })),
    title: Type.Optional(Text(80)),
    from_on: Type.Optional(Day),
    as_of: Day,
    supersedes: Type.Optional(ClosingId),
    reason: Type.Optional(Text(500)),
  },
  { additionalProperties: false },
)
export type ProposeClosing = Static<typeof ProposeClosing>

/** One correction: on the earlier closing's own day, what it knew and what is known now; `indicator` may be a fact. */
export const Correction = Type.Object({
  subject: SubjectId,
  name: Type.String(),
  community: Nullable(SubjectId),
  indicator: Type.String(),
  /** Which bases say so; both where it is a fact of the compound. */
  bases: Type.Array(Basis),
  before: Nullable(Type.String()),
  after: Nullable(Type.String()),
})
export type Correction = Static<typeof Correction>

/** Whether a closing's answers are what they were at the confirming write; `same` is null where no hash was kept. */
export const ClosingSeal = Type.Object({
  kept: Nullable(Sha256),
  now: Sha256,
  same: Nullable(Type.Boolean()),
  detail: Type.String(),
})
export type ClosingSeal = Static<typeof ClosingSeal>

/** Raised when a book's form changes: a browser keeps the book it once asked for, and asks by this number. */
export const BOOK_FORM = 1

/**
 * Everything a closed meeting shows, in one answer that never changes: the plan as it was known, every compound on the day,
 * and the whole known history of the indicators asked of. Scenes, tables and texts are worked out of it by core alone.
 */
export interface ClosingBook {
  closing: Pick<
    Closing,
    'id' | 'purpose' | 'meeting' | 'title' | 'from_on' | 'as_of' | 'known_seq' | 'known_at' | 'seal'
  >
  plan: {
    id: string
    demo: boolean
    geometry_revision: number
    plan_revision: number
    bbox: number[] | null
  }
  document: PlanDocument
  divisions: Division[]
  organisations: Organisation[]
  /** With whose task each is, and by when. */
  measures: (Organisation & { owner: number | null; due_on: string | null })[]
  /** As reported on the day; the verified basis stands in the timelines. */
  compounds: Compound[]
  /** By indicator: the headline's always, and what the targets and the ranking ask of. */
  timelines: Record<string, Timeline>
  /** Of the facts `due_on` and `task_owner` what is needed on a day stands in `compounds[].values`. */
  previous: { id: number; as_of: string; known_seq: number } | null
  /** What the previous closing of this purpose would say otherwise today, row by row. */
  corrections: Correction[]
}
