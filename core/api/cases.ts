import Type, { type Static } from 'typebox'
import { Day, Moment, Nullable, PlanId, SubjectId } from './common.ts'
import { Sha256 } from './files.ts'
import { Text } from './text.ts'

export const CaseId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const CaseParams = Type.Object({ plan: PlanId, id: CaseId }, { additionalProperties: false })

/** 问题 or 承诺: something found, or something promised, at a meeting. */
export const CaseKindOf = Type.Enum(['problem', 'commitment'])

/** 建账 → 交办 → 整改 → 申请销号 → 核验 → 销号; 长期坚持 beside it, 退回 from the check, 回头看 after the end. */
export const CASE_STATES = ['opened', 'assigned', 'rectifying', 'applied', 'verified', 'closed', 'long_term'] as const
export const CaseState = Type.Enum([...CASE_STATES])
export type CaseState = Static<typeof CaseState>

export const CaseStepKind = Type.Enum([
  'assigned',
  'rectified',
  'applied',
  'verified',
  'returned',
  'closed',
  'long_term',
  'reopened',
])
export type CaseStepKind = Static<typeof CaseStepKind>

export const CaseStep = Type.Object({
  kind: CaseStepKind,
  account: Type.String(),
  account_name: Type.String(),
  at: Moment,
  text: Nullable(Type.String()),
  /** Whom 交办 names. */
  owner_name: Type.Optional(Nullable(Type.String())),
  due_on: Nullable(Day),
  files: Type.Array(Sha256),
})
export type CaseStep = Static<typeof CaseStep>

/** `late`: its day has passed and it is neither closed nor kept for long, by the day it is asked on. */
export const Case = Type.Object({
  id: CaseId,
  kind: CaseKindOf,
  meeting: Nullable(Type.Integer()),
  text: Type.String(),
  /** Who does it: a division or an organisation. */
  owner: Nullable(SubjectId),
  owner_name: Nullable(Type.String()),
  /** Where: a compound, or a point [lon, lat]. */
  subject: Nullable(SubjectId),
  subject_name: Type.Optional(Nullable(Type.String())),
  at: Nullable(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
  due_on: Nullable(Day),
  /** The day it was opened with; 交办 may have named another since. */
  opened_due_on: Type.Optional(Nullable(Day)),
  state: CaseState,
  late: Type.Boolean(),
  files: Type.Array(Sha256),
  account: Type.String(),
  account_name: Type.String(),
  opened_at: Moment,
  opened_on: Day,
  steps: Type.Array(CaseStep),
})
export type Case = Static<typeof Case>

export const OpenCase = Type.Object(
  {
    kind: CaseKindOf,
    meeting: Type.Optional(Type.Integer({ minimum: 1 })),
    text: Text(500),
    owner: Type.Optional(SubjectId),
    subject: Type.Optional(SubjectId),
    at: Type.Optional(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
    due_on: Type.Optional(Day),
    files: Type.Optional(Type.Array(Sha256, { maxItems: 12 })),
  },
  { additionalProperties: false },
)
export type OpenCase = Static<typeof OpenCase>

export const StepCase = Type.Object(
  {
    kind: CaseStepKind,
    text: Type.Optional(Text(500)),
    due_on: Type.Optional(Day),
    owner: Type.Optional(SubjectId),
    files: Type.Optional(Type.Array(Sha256, { maxItems: 12 })),
  },
  { additionalProperties: false },
)
export type StepCase = Static<typeof StepCase>

/** `as_of`: the day `late` is asked on; `known_seq`: as a closing knew them. */
export const CasesQuery = Type.Object(
  {
    meeting: Type.Optional(Type.Integer({ minimum: 1 })),
    state: Type.Optional(CaseState),
    owner: Type.Optional(SubjectId),
    late: Type.Optional(Type.Boolean()),
    as_of: Type.Optional(Day),
    known_seq: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    cursor: Type.Optional(CaseId),
  },
  { additionalProperties: false },
)
export type CasesQuery = Static<typeof CasesQuery>

/** Newest first, 500 a page; `cursor` asks for the next, null: there is none. `seq` is the last write it knows. */
export const Cases = Type.Object({
  seq: Type.Integer(),
  as_of: Day,
  cases: Type.Array(Case),
  cursor: Nullable(CaseId),
})
export type Cases = Static<typeof Cases>

/** The record of a meeting: open until the office closes it; from then on no case is opened for it. */
export const MeetingRecord = Type.Object({
  meeting: Type.Integer(),
  state: Type.Enum(['open', 'closed']),
  steps: Type.Array(
    Type.Object({
      kind: Type.Enum(['closed', 'reopened']),
      account: Type.String(),
      account_name: Type.String(),
      at: Moment,
      reason: Nullable(Type.String()),
    }),
  ),
})
export type MeetingRecord = Static<typeof MeetingRecord>
