import Type, { type Static } from 'typebox'
import { AREA_ISSUE_CODES, type AreaIssue } from '../areas/issues.ts'
import { OPERATION_REASONS } from '../areas/operations/operation.ts'
import { Day, Moment, Nullable, SubjectId } from './common.ts'
import { Text } from './text.ts'

export const AreaKind = Type.Enum(['management_area', 'patch', 'package'])
export type AreaKind = Static<typeof AreaKind>

/** Why these compounds are one management area: shared building parts, shared facilities, the owners' needs; or an enclosed yard taken over as it is. */
export const AreaGround = Type.Enum(['shared_building', 'shared_facilities', 'owners_need', 'enclosed'])
export type AreaGround = Static<typeof AreaGround>

/** Longitude, latitude. What is a number and no place, such as metres, is told by the check, which has a sentence for it. */
export const Point = Type.Array(Type.Number({ minimum: -1e9, maximum: 1e9 }), { minItems: 2, maxItems: 2 })

/** GeoJSON; rings are closed. More than 10,000 points are refused before the database sees them. */
export const AreaShape = Type.Object(
  {
    type: Type.Literal('MultiPolygon'),
    coordinates: Type.Array(Type.Array(Type.Array(Point, { minItems: 4, maxItems: 50_000 }), { minItems: 1 }), {
      minItems: 1,
      maxItems: 500,
    }),
  },
  { additionalProperties: false },
)

/** A half-drawn shape: parts of open rings (core/areas/shape.ts). */
export const DraftShapeBody = Type.Array(
  Type.Object(
    {
      shell: Type.Array(Point, { maxItems: 50_000 }),
      holes: Type.Array(Type.Array(Point, { maxItems: 50_000 }), { maxItems: 500 }),
    },
    { additionalProperties: false },
  ),
  { maxItems: 500 },
)

export const AreaIssueOut = Type.Object({
  code: Type.Enum(AREA_ISSUE_CODES),
  at: Type.Unsafe<AreaIssue['at']>(Nullable(Point)),
  subject: Nullable(SubjectId),
  name: Nullable(Type.String()),
  m2: Nullable(Type.Number()),
})

/** What a drawn shape holds; weights are the sums of its compounds'. */
export const AreaContents = Type.Object({
  m2: Type.Number(),
  compounds: Type.Array(SubjectId),
  straddling: Type.Array(SubjectId),
  uncovered: Type.Array(SubjectId),
  buildings: Type.Integer(),
  households: Type.Integer(),
  floor_area: Type.Integer(),
  by_mode: Type.Record(Type.String(), Type.Integer()),
})
export type AreaContents = Static<typeof AreaContents>

/** A shape to be judged as if it were published on a day. */
export const CheckArea = Type.Object(
  {
    kind: AreaKind,
    /** The area this would replace; it is no neighbour of its own. */
    area: Type.Optional(Nullable(SubjectId)),
    town: Type.Optional(Nullable(SubjectId)),
    community: Type.Optional(Nullable(SubjectId)),
    ground: Type.Optional(Nullable(AreaGround)),
    shape: Nullable(AreaShape),
    /** The compounds picked by hand; those without a shape belong only so. */
    picks: Type.Array(SubjectId, { maxItems: 2000 }),
    effective_on: Type.Optional(Day),
  },
  { additionalProperties: false },
)
export type CheckArea = Static<typeof CheckArea>
export const AreaVerdict = Type.Object({ issues: Type.Array(AreaIssueOut), contents: AreaContents })
export type AreaVerdict = Static<typeof AreaVerdict>

export const DraftState = Type.Enum(['drawing', 'submitted', 'returned', 'notice', 'published', 'discarded'])
export type DraftState = Static<typeof DraftState>

/** What the author may change of a draft, all of it at each save. */
export const DraftBody = Type.Object(
  {
    kind: AreaKind,
    name: Text(80),
    town: Nullable(SubjectId),
    community: Nullable(SubjectId),
    shape: Nullable(DraftShapeBody),
    picks: Type.Array(SubjectId, { maxItems: 2000 }),
    ground: Nullable(AreaGround),
    ground_note: Nullable(Text(500)),
    /** 共用设施设备, in words. */
    shared_facilities: Nullable(Text(500)),
    files: Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 50 }),
  },
  { additionalProperties: false },
)
export type DraftBody = Static<typeof DraftBody>

/** The published area a draft goes on from, with the version it was made from. */
export const NewDraft = Type.Object(
  { ...DraftBody.properties, area: Nullable(SubjectId), based_on: Nullable(Type.Integer({ minimum: 1 })) },
  { additionalProperties: false },
)
export type NewDraft = Static<typeof NewDraft>

/** A save names the version it was made from; another one in between answers 409 with it. */
export const SaveDraft = Type.Object(
  { ...DraftBody.properties, version: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)
export type SaveDraft = Static<typeof SaveDraft>

/** One step of a draft's way, newest last. `at` is a place on the map a comment is about. */
export const DraftStep = Type.Object({
  id: Type.Integer(),
  kind: Type.Enum(['submitted', 'withdrawn', 'returned', 'comment', 'notice', 'objection', 'published', 'discarded']),
  at: Nullable(Point),
  text: Nullable(Type.String()),
  /** Of a notice: where it hangs, from when until when. */
  place: Nullable(Type.String()),
  from_on: Nullable(Day),
  to_on: Nullable(Day),
  files: Type.Array(Type.String()),
  account: Type.String(),
  account_name: Type.String(),
  recorded_at: Moment,
})
export type DraftStep = Static<typeof DraftStep>

export const Draft = Type.Object({
  id: Type.Integer(),
  ...DraftBody.properties,
  name: Type.String(),
  area: Nullable(SubjectId),
  based_on: Nullable(Type.Integer()),
  version: Type.Integer(),
  state: DraftState,
  account: Type.String(),
  account_name: Type.String(),
  /** Who saved it last. */
  saved_by: Type.String(),
  saved_by_name: Type.String(),
  saved_at: Moment,
  steps: Type.Array(DraftStep),
})
export type Draft = Static<typeof Draft>

/** Open drafts, or those in one state; newest saves first. */
export const DraftsQuery = Type.Object({ state: Type.Optional(DraftState) }, { additionalProperties: false })
export const Drafts = Type.Object({ drafts: Type.Array(Draft) })

const Version = Type.Integer({ minimum: 1 })
const Files = Type.Optional(DraftBody.properties.files)

/** Submits, withdraws or discards the version somebody sees. */
export const MoveDraft = Type.Object(
  { version: Version, text: Type.Optional(Text(500)) },
  { additionalProperties: false },
)
/** A remark, at a place on the map where it has one. */
export const CommentDraft = Type.Object(
  { at: Nullable(Point), text: Text(500), files: Files },
  { additionalProperties: false },
)
/** Sends a draft back with the reason, and remarks on the map. */
export const ReturnDraft = Type.Object(
  {
    version: Version,
    text: Text(500),
    comments: Type.Optional(Type.Array(CommentDraft, { maxItems: 100 })),
  },
  { additionalProperties: false },
)
/** Opens 征求意见 or 公示: where it hangs, and on which days. */
export const NoticeDraft = Type.Object(
  {
    version: Version,
    place: Text(200),
    from_on: Day,
    to_on: Day,
    text: Type.Optional(Text(500)),
    files: Files,
  },
  { additionalProperties: false },
)

/** A published area as of a day, `to_on` the first day it no longer holds so; `shape` null for a patch or package that is a list alone. */
export const Area = Type.Object({
  id: SubjectId,
  code: Type.String(),
  name: Type.String(),
  kind: AreaKind,
  town: Nullable(SubjectId),
  community: Nullable(SubjectId),
  version: Type.Integer(),
  from_on: Day,
  to_on: Nullable(Day),
  ground: Nullable(AreaGround),
  ground_note: Nullable(Type.String()),
  shared_facilities: Nullable(Type.String()),
  compounds: Type.Array(SubjectId),
  m2: Nullable(Type.Number()),
  shape: Type.Unsafe<{ type: 'MultiPolygon'; coordinates: number[][][][] } | null>(Type.Any()),
})
export type Area = Static<typeof Area>

/** One revision of a published area: what was said from which day, by whom; a null shape with `retired` ends it. */
export const AreaRevision = Type.Object({
  revision: Type.Integer(),
  seq: Type.Integer(),
  from_on: Day,
  to_on: Nullable(Day),
  retired: Type.Boolean(),
  name: Type.String(),
  ground: Nullable(AreaGround),
  ground_note: Nullable(Type.String()),
  shared_facilities: Nullable(Type.String()),
  note: Nullable(Type.String()),
  /** As picked; what lies in the shape belongs as well. */
  compounds: Type.Array(SubjectId),
  files: Type.Array(Type.String()),
  m2: Nullable(Type.Number()),
  shape: Area.properties.shape,
  /** Gained and lost against the revision before, in m². */
  gained_m2: Nullable(Type.Number()),
  lost_m2: Nullable(Type.Number()),
  account: Type.String(),
  account_name: Type.String(),
  recorded_at: Moment,
})
export type AreaRevision = Static<typeof AreaRevision>

export const Areas = Type.Object({ as_of: Day, seq: Type.Integer(), areas: Type.Array(Area) })
export type Areas = Static<typeof Areas>
export const AreaPage = Type.Object({ area: Area, revisions: Type.Array(AreaRevision) })

export type AreaPage = Static<typeof AreaPage>

/** Everything near a drawing, at full precision, for snapping, tracing and the live checks. Shapes are GeoJSON geometries. */
export const Surroundings = Type.Object({
  areas: Type.Array(
    Type.Object({ id: SubjectId, name: Type.String(), version: Type.Integer(), shape: Area.properties.shape }),
  ),
  compounds: Type.Array(Type.Object({ id: SubjectId, shape: Area.properties.shape })),
  divisions: Type.Array(Type.Object({ id: SubjectId, level: Type.String(), shape: Area.properties.shape })),
  /** Streets and rivers, each a line with its layer and class. */
  lines: Type.Array(
    Type.Object({
      layer: Type.String(),
      class: Nullable(Type.String()),
      name: Nullable(Type.String()),
      shape: Type.Unsafe<{ type: 'LineString'; coordinates: number[][] }>(Type.Any()),
    }),
  ),
})
export type Surroundings = Static<typeof Surroundings>

export const PublishArea = Type.Object(
  { version: Type.Integer({ minimum: 1 }), effective_on: Day, note: Type.Optional(Text(500)) },
  { additionalProperties: false },
)
export const RetireArea = Type.Object(
  { version: Type.Integer({ minimum: 1 }), effective_on: Day, reason: Text(500) },
  { additionalProperties: false },
)

/** The compounds a first boundary is wanted for, as things lie on a day. */
export const ProposeArea = Type.Object(
  { compounds: Type.Array(SubjectId, { minItems: 1, maxItems: 500 }), effective_on: Type.Optional(Day) },
  { additionalProperties: false },
)
/** A shape to go on drawing from, or why there is none. */
export const ProposedArea = Type.Object({
  shape: Nullable(DraftShapeBody),
  reason: Nullable(Type.Enum([...OPERATION_REASONS])),
})
export type ProposedArea = Static<typeof ProposedArea>

/** What was published or retired: the area, and which of its versions that is. */
export const AreaWritten = Type.Object({ area: SubjectId, version: Type.Integer(), seq: Type.Integer() })
export type AreaWritten = Static<typeof AreaWritten>

/** The areas a compound belongs to on a day, the one with a boundary first. */
export const CompoundAreas = Type.Object({
  areas: Type.Array(Type.Object({ id: SubjectId, name: Type.String(), kind: AreaKind })),
})
export type CompoundAreas = Static<typeof CompoundAreas>
