import type { MultiPolygon } from 'geojson'
import Type, { type Static } from 'typebox'

/** Every code an answer can carry; the status goes with the code. The list is closed. */
export const API_ERRORS = {
  bad_request: 400,
  unknown_field: 400,
  day_out_of_range: 400,
  range_reversed: 400,
  tile_out_of_range: 400,
  not_signed_in: 401,
  sign_in_failed: 401,
  code_needed: 401,
  not_allowed: 403,
  password_due: 403,
  totp_due: 403,
  unknown_plan: 404,
  unknown_subject: 404,
  unknown_indicator: 404,
  unknown_observation: 404,
  unknown_revision: 404,
  unknown_import: 404,
  unknown_account: 404,
  unknown_link: 404,
  unknown_area: 404,
  unknown_draft: 404,
  unknown_file: 404,
  unknown_meeting: 404,
  unknown_closing: 404,
  unknown_case: 404,
  unknown_bulletin: 404,
  unknown_pack: 404,
  unknown_notice: 404,
  not_found: 404,
  changed_meanwhile: 409,
  area_changed: 409,
  area_overlaps: 409,
  wrong_state: 409,
  closing_taken: 409,
  same_person: 409,
  account_taken: 409,
  key_reused: 409,
  already_undone: 409,
  too_large: 413,
  wrong_media_type: 415,
  value_refused: 422,
  shape_invalid: 422,
  area_refused: 422,
  file_refused: 422,
  password_refused: 422,
  plan_invalid: 422,
  import_refused: 422,
  roster_refused: 422,
  template_refused: 422,
  locked: 423,
  too_many: 429,
  busy: 503,
  database_away: 503,
  storage_full: 503,
  internal: 500,
} as const
export type ApiErrorCode = keyof typeof API_ERRORS

/** One thing wrong in what was sent: where, what, why. */
export const Fault = Type.Object(
  {
    sheet: Type.Optional(Type.String()),
    row: Type.Optional(Type.Integer()),
    column: Type.Optional(Type.String()),
    path: Type.Optional(Type.String()),
    value: Type.Optional(Type.String()),
    code: Type.Optional(Type.String()),
    reason: Type.String(),
  },
  { additionalProperties: false },
)
export type Fault = Static<typeof Fault>

/** What stands now where a change was made from an older version: whose it is, since when, and its shape as GeoJSON. */
export const Current = Type.Object({
  version: Type.Integer(),
  account: Type.String(),
  account_name: Type.String(),
  at: Type.String(),
  shape: Type.Unsafe<MultiPolygon | null>(Type.Any()),
})
export type Current = Static<typeof Current>

/** RFC 9457 problem document; `detail` is a sentence for a clerk. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String(),
  at: Type.Optional(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
  faults: Type.Optional(Type.Array(Fault)),
  current: Type.Optional(Current),
})
export type Problem = Static<typeof Problem>

/** What the edges throw; it becomes a problem document. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  readonly faults: Fault[] | undefined
  readonly at: [number, number] | undefined
  readonly current: Current | undefined
  constructor(
    code: ApiErrorCode,
    detail: string,
    more: { faults?: Fault[]; at?: [number, number]; current?: Current } = {},
  ) {
    super(detail)
    this.code = code
    this.faults = more.faults
    this.at = more.at
    this.current = more.current
  }
}
