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
