import Type, { type Static } from 'typebox'
import { Day, IndicatorId, Moment, Nullable, PlanId, SubjectId } from './common.ts'
import { Sha256 } from './files.ts'
import { Text } from './text.ts'

export const MeetingId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const MeetingParams = Type.Object({ plan: PlanId, id: MeetingId }, { additionalProperties: false })
export const Month = Type.String({ pattern: '^[12][0-9]{3}-(0[1-9]|1[0-2])$' })

/** Why a compound is visited: it moved most, it lags most, it shows a mode finished, or the office chose it. */
export const SiteKind = Type.Enum(['best_mover', 'biggest_lag', 'example', 'chosen'])
export type SiteKind = Static<typeof SiteKind>

/** One stop: before and after photos by content hash, what is told there. */
export const Site = Type.Object(
  {
    subject: SubjectId,
    kind: SiteKind,
    /** The mode it is an example of. */
    mode: Type.Optional(Nullable(IndicatorId)),
    note: Type.Optional(Nullable(Text(500))),
    before: Type.Optional(Type.Array(Sha256, { maxItems: 6 })),
    after: Type.Optional(Type.Array(Sha256, { maxItems: 6 })),
  },
  { additionalProperties: false },
)
export type Site = Static<typeof Site>

/** What the office prepares; `sites` stand in driving order. */
export const MeetingDocument = Type.Object(
  {
    title: Text(80),
    /** The day the figures speak of. */
    as_of: Day,
    held_on: Day,
    place: Type.Optional(Nullable(Text(200))),
    agenda: Type.Array(Text(200), { maxItems: 20 }),
    sites: Type.Array(Site, { maxItems: 12 }),
    /** Whether responsible units are ranked in public too: the signer's choice. */
    ranks_units: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type MeetingDocument = Static<typeof MeetingDocument>

/** preparing: no figures yet; closed: figures taken; signed: signed off; recorded: its record is closed, too. */
export const MeetingState = Type.Enum(['preparing', 'closed', 'signed', 'recorded'])
export type MeetingState = Static<typeof MeetingState>

export const Meeting = Type.Object({
  id: MeetingId,
  kind: Type.String(),
  month: Month,
  version: Type.Integer(),
  document: MeetingDocument,
  state: MeetingState,
  /** The closing that stands for it: confirmed, not superseded; null before. */
  closing: Nullable(Type.Integer()),
  saved_by: Type.String(),
  saved_by_name: Type.String(),
  saved_at: Moment,
  recorded_at: Nullable(Moment),
})
export type Meeting = Static<typeof Meeting>

export const CreateMeeting = Type.Object(
  { kind: IndicatorId, month: Month, document: Type.Optional(MeetingDocument) },
  { additionalProperties: false },
)
export type CreateMeeting = Static<typeof CreateMeeting>
export const SaveMeeting = Type.Object(
  { version: Type.Integer({ minimum: 1 }), document: MeetingDocument },
  { additionalProperties: false },
)

/** A month the plan brings a meeting in, with the days it usually falls on. */
export const MeetingMonth = Type.Object({ kind: Type.String(), month: Month, held_on: Day, as_of: Day })
export type MeetingMonth = Static<typeof MeetingMonth>

export const ProposalQuery = Type.Object({ kind: IndicatorId, month: Month }, { additionalProperties: false })
export const PhotoParams = Type.Object({ ...MeetingParams.properties, sha256: Sha256 }, { additionalProperties: false })

/** What the system proposes for a month: the document it would begin with, and each site's reason in figures. */
export const MeetingProposal = Type.Object({
  document: MeetingDocument,
  reasons: Type.Array(
    Type.Object({
      subject: SubjectId,
      kind: SiteKind,
      facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()])),
    }),
  ),
  /** Metres along the proposed order, as the crow flies. */
  metres: Type.Integer(),
})
export type MeetingProposal = Static<typeof MeetingProposal>

/** What a presenter shows now, for those who follow. `scene` is a name of core/presenting/scenes.ts. */
export const Stage = Type.Object({
  meeting: MeetingId,
  /** Made up by the page that presents; a newer page takes over, the older is told. */
  presenter: Type.String({ minLength: 8, maxLength: 40 }),
  account_name: Type.String(),
  scene: Type.String({ maxLength: 40 }),
  /** Within a scene: which site, which played day, which row. */
  at: Nullable(Type.String({ maxLength: 40 })),
  since: Moment,
})
export type Stage = Static<typeof Stage>
