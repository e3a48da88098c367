import Type, { type Static } from 'typebox'
import { BulletinText } from './bulletins.ts'
import { Day, IndicatorId, Moment, Nullable, PlanId } from './common.ts'
import { Sha256 } from './files.ts'
import { Text } from './text.ts'

export const NoticeId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const NoticeParams = Type.Object({ plan: PlanId, id: NoticeId }, { additionalProperties: false })

export const NoticeStep = Type.Object({
  kind: Type.Enum(['posted', 'objection', 'answered', 'taken_down', 'withdrawn']),
  account: Type.String(),
  account_name: Type.String(),
  at: Moment,
  text: Nullable(Type.String()),
  files: Type.Array(Sha256),
  /** The objection an answer is given to. */
  answers: Nullable(Type.Integer()),
  id: Type.Integer(),
})
export type NoticeStep = Static<typeof NoticeStep>

/** 公示 or 公布: a closing's figures made public, at a place, from a day to a day. */
export const Notice = Type.Object({
  id: NoticeId,
  template: Type.String(),
  closing: Type.Integer(),
  title: Type.String(),
  place: Type.String(),
  from_on: Day,
  to_on: Day,
  /** coming, running with day n of m, over, withdrawn: by the plan's today. */
  state: Type.Enum(['coming', 'running', 'over', 'withdrawn']),
  /** The address of the public page is /notice/<token>. */
  token: Type.String(),
  text: BulletinText,
  steps: Type.Array(NoticeStep),
})
export type Notice = Static<typeof Notice>

export const OpenNotice = Type.Object(
  {
    template: IndicatorId,
    closing: Type.Integer({ minimum: 1 }),
    title: Text(200),
    place: Text(200),
    from_on: Day,
    to_on: Day,
    text: Type.Optional(BulletinText),
    files: Type.Optional(Type.Array(Sha256, { maxItems: 12 })),
  },
  { additionalProperties: false },
)

export type OpenNotice = Static<typeof OpenNotice>

export const NoticeStepSent = Type.Object(
  {
    kind: NoticeStep.properties.kind,
    text: Type.Optional(Text(500)),
    files: Type.Optional(Type.Array(Sha256, { maxItems: 12 })),
    answers: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
)
export type NoticeStepSent = Static<typeof NoticeStepSent>

/** One block of a public page, its figures filled in. */
export const PublicBlock = Type.Union([
  Type.Object({ kind: Type.Literal('heading'), level: Type.Integer(), text: Type.String() }),
  Type.Object({ kind: Type.Literal('paragraph'), text: Type.String() }),
  Type.Object({
    kind: Type.Literal('table'),
    title: Type.String(),
    head: Type.Array(Type.String()),
    rows: Type.Array(Type.Array(Nullable(Type.Union([Type.String(), Type.Number()])))),
    note: Nullable(Type.String()),
  }),
])
export type PublicBlock = Static<typeof PublicBlock>

/** What a stranger reads: the figures and their day, the days of the notice, the objections' answers; no person, no account. */
export const PublicNotice = Type.Object({
  title: Type.String(),
  plan_title: Type.String(),
  /** Who makes it public and signs for it. */
  issuer: Type.String(),
  place: Type.String(),
  from_on: Day,
  to_on: Day,
  today: Day,
  state: Notice.properties.state,
  day: Type.Object({ n: Type.Integer(), of: Type.Integer() }),
  demo: Type.Boolean(),
  as_of: Day,
  known_at: Moment,
  seal: Nullable(Type.String()),
  blocks: Type.Array(PublicBlock),
  objections: Type.Object({ received: Type.Integer(), answered: Type.Integer() }),
  answers: Type.Array(Type.Object({ on: Day, text: Type.String() })),
})
export type PublicNotice = Static<typeof PublicNotice>
