import type { Generated } from 'kysely'
import type { AreaGround, AreaKind, DraftState, DraftStep } from '#core/api/areas.ts'

/** Areas, their days and members, and what is still being drawn. */
export interface AreaTables {
  area: { id: number; plan: string; kind: AreaKind; town: number | null; community: number | null }
  area_revision: {
    plan: string
    seq: number
    geometry_revision: number
    area: number
    revision: number
    valid: string
    retired: Generated<boolean>
    name: string
    geom: string | null
    ground: AreaGround | null
    ground_note: string | null
    shared_facilities: string | null
    compounds: Generated<number[]>
    note: string | null
    files: Generated<string[]>
  }
  area_span: {
    plan: string
    area: number
    valid: string
    kind: AreaKind
    revision: number
    name: string
    town: number | null
    geom: string | null
  }
  area_member: { plan: string; compound: number; area: number; kind: AreaKind; valid: string }
  area_draft: {
    id: Generated<number>
    plan: string
    account: string
    area: number | null
    based_on: number | null
    kind: AreaKind
    name: string
    town: number | null
    community: number | null
    shape: unknown
    picks: Generated<number[]>
    ground: AreaGround | null
    ground_note: string | null
    shared_facilities: string | null
    files: Generated<string[]>
    version: Generated<number>
    state: Generated<DraftState>
    saved_by: string
    saved_at: Generated<string>
  }
  draft_step: {
    id: Generated<number>
    plan: string
    seq: number
    draft: number
    kind: DraftStep['kind']
    at: string | null
    text: string | null
    place: string | null
    from_on: string | null
    to_on: string | null
    files: Generated<string[]>
  }
}
