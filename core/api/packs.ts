import Type, { type Static } from 'typebox'
import { Moment, Nullable, PlanId } from './common.ts'
import { Sha256 } from './files.ts'

export const PackId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const PackParams = Type.Object({ plan: PlanId, id: PackId }, { additionalProperties: false })

/** picture: a scene's map, 3840 wide; film: the month's replay; print: the bulletin from print CSS. Those the browser makes; the others the server does. */
export const PackPart = Type.Object({
  name: Type.String({ maxLength: 80 }),
  kind: Type.Enum(['bulletin_docx', 'tables_xlsx', 'picture', 'film', 'print']),
  /** What it is made of, for the maker: a bulletin's id, a scene's name. */
  of: Nullable(Type.String({ maxLength: 80 })),
  made_by: Type.Enum(['server', 'browser']),
  optional: Type.Boolean(),
  /** What it is called in the zip, without its folder and ending. */
  title: Type.String(),
  sha256: Nullable(Sha256),
  bytes: Nullable(Type.Integer()),
})
export type PackPart = Static<typeof PackPart>

/** Why a pack stopped; interrupted: the server that made it is gone, and somebody may go on. */
export const PackFailure = Type.Enum(['interrupted', 'storage_full', 'part_damaged', 'internal'])
export type PackFailure = Static<typeof PackFailure>

export const PackState = Type.Enum(['waiting', 'making', 'done', 'failed', 'cancelled'])
export type PackState = Static<typeof PackState>

export const Pack = Type.Object({
  id: PackId,
  closing: Type.Integer(),
  state: PackState,
  parts: Type.Array(PackPart),
  /** 0 to 1. */
  progress: Type.Number(),
  failure: Nullable(PackFailure),
  account: Type.String(),
  account_name: Type.String(),
  begun_at: Moment,
  done_at: Nullable(Moment),
  zip_sha256: Nullable(Sha256),
  zip_bytes: Nullable(Type.Integer()),
})
export type Pack = Static<typeof Pack>

export const BeginPack = Type.Object(
  { closing: Type.Integer({ minimum: 1 }), film: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
)

export const PackPartParams = Type.Object(
  { plan: PlanId, id: PackId, name: Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,79}$' }) },
  { additionalProperties: false },
)
export const PacksQuery = Type.Object({ closing: Type.Integer({ minimum: 1 }) }, { additionalProperties: false })

/** What was sent, as its sender counted it. */
export const ContentHeaders = Type.Object({ 'x-content-sha256': Sha256 })
