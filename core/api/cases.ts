import Type, { type Static } from 'typebox'
import { Day, Moment, Nullable, PlanId, SubjectId } from './common.ts'
import { Sha256 } from './files.ts'
import { Text } from './text.ts'

export const CaseId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const CaseParams = Type.Object({ plan: PlanId, id: CaseId }, { additionalProperties: false })

/** 问题 or 承诺: something found, or something promised, at a meeting. */
export const CaseKindOf = Type.Enum(['problem', 'commitment'])

/** 建账 → 交办 → 整改 → 申请销号 → 核验 → 销号; 长期坚持 beside it, 退回 from the check, 回头看 after the end. */
export const CaseState = Type.Enum(['opened', 'assigned', 'rectifying', 'applied', 'verified', 'closed', 'long_term'])
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
  at: Nullable(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
  due_on: Nullable(Day),
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
