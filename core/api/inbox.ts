import Type, { type Static } from 'typebox'
import { CaseState } from './cases.ts'
import { Day, IndicatorId, Moment, Nullable, SubjectId } from './common.ts'
import { Text } from './text.ts'

/** A report as somebody has to deal with it. */
export const InboxReport = Type.Object({
  id: Type.Integer(),
  subject: SubjectId,
  subject_name: Type.String(),
  indicator: IndicatorId,
  value: Type.String(),
  organisation: Nullable(SubjectId),
  organisation_name: Nullable(Type.String()),
  effective_on: Day,
  evidence: Type.Array(Type.String()),
  note: Nullable(Type.String()),
  account: Type.String(),
  account_name: Type.String(),
  recorded_at: Moment,
})
export type InboxReport = Static<typeof InboxReport>

/** A report sent back: why, by whom, when. */
export const ReturnedReport = Type.Object({
  ...InboxReport.properties,
  reason: Type.String(),
  returned_by: Type.String(),
  returned_at: Moment,
})
export type ReturnedReport = Static<typeof ReturnedReport>

/** Two people said different things of one subject on one day; the later one stands until somebody decides. */
export const InboxConflict = Type.Object({
  subject: SubjectId,
  subject_name: Type.String(),
  indicator: IndicatorId,
  effective_on: Day,
  standing: InboxReport,
  other: InboxReport,
})
export type InboxConflict = Static<typeof InboxConflict>

export const InboxDraft = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  state: Type.Enum(['submitted', 'returned', 'notice']),
  account_name: Type.String(),
  saved_at: Moment,
  /** Until when a notice hangs. */
  to_on: Nullable(Day),
})
export type InboxDraft = Static<typeof InboxDraft>

export const InboxTerm = Type.Object({
  subject: SubjectId,
  subject_name: Type.String(),
  term_to: Day,
  days_left: Type.Integer(),
})
export type InboxTerm = Static<typeof InboxTerm>

/** A case whose turn it is: the office's to hand out, verify or close, or its owner's to rectify. */
export const InboxCase = Type.Object({
  id: Type.Integer(),
  text: Type.String(),
  state: CaseState,
  owner_name: Nullable(Type.String()),
  due_on: Nullable(Day),
  late: Type.Boolean(),
})
export type InboxCase = Static<typeof InboxCase>

/** What waits for one account; lists hold the first 200, `counts` all of them. */
export const Inbox = Type.Object({
  seq: Type.Integer(),
  today: Day,
  waiting: Type.Array(InboxReport),
  returned: Type.Array(ReturnedReport),
  drafts: Type.Array(InboxDraft),
  conflicts: Type.Array(InboxConflict),
  terms: Type.Array(InboxTerm),
  cases: Type.Array(InboxCase),
  counts: Type.Object({
    waiting: Type.Integer(),
    returned: Type.Integer(),
    drafts: Type.Integer(),
    conflicts: Type.Integer(),
    terms: Type.Integer(),
    cases: Type.Integer(),
  }),
})
export type Inbox = Static<typeof Inbox>

/** One verdict on many reports, as one write or none. */
export const NewVerdicts = Type.Object(
  {
    observations: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 500, uniqueItems: true }),
    verdict: Type.Enum(['verified', 'returned']),
    reason: Type.Optional(Text(500)),
  },
  { additionalProperties: false },
)
export type NewVerdicts = Static<typeof NewVerdicts>
export const VerdictsWritten = Type.Object({ seq: Type.Integer(), recorded_at: Moment, verdicts: Type.Integer() })
export type VerdictsWritten = Static<typeof VerdictsWritten>
