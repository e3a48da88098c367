import type { Generated, Kysely, Transaction } from 'kysely'
import type { Basis, SubjectKind } from '#core/api/common.ts'

/** One interface per table of migrations/; days and moments are ISO text, see parsers.ts. */
export interface Database {
  plan: { id: string; demo: Generated<boolean>; pinned_on: string | null }
  plan_head: {
    plan: string
    seq: Generated<number>
    recorded_at: Generated<string>
    geometry_revision: Generated<number>
    plan_revision: Generated<number>
  }
  plan_write: {
    plan: string
    seq: number
    recorded_at: string
    account: string
    action: string
    note: string | null
    geometry_revision: number
  }
  plan_revision: { plan: string; seq: number; revision: number; sha256: string; document: unknown }
  plan_indicator: { plan: string; id: string; subject_kind: string; type: string; choices: string[] | null }
  fact: { id: string; type: string; choices: string[] | null }
  account: { id: string; name: string; role: string; enabled: Generated<boolean> }
  subject: { id: Generated<number>; plan: string; kind: SubjectKind; code: string; created_seq: number }
  division: { id: number; level: string; parent: number | null }
  shape: {
    id: Generated<number>
    plan: string
    seq: number
    subject: number
    geometry_revision: number
    effective_on: string
    geom: string | null
  }
  basemap: {
    id: Generated<number>
    plan: string
    layer: string
    class: string | null
    name: string | null
    geom: string
  }
  observation: {
    id: Generated<number>
    plan: string
    seq: number
    subject: number
    indicator: string
    value: string | null
    organisation: number | null
    effective_on: string
    period: string | null
    replaces: number | null
    evidence: Generated<string[]>
    note: string | null
  }
  verification: {
    id: Generated<number>
    plan: string
    seq: number
    observation: number
    verdict: 'verified' | 'returned' | 'revoked'
    reason: string | null
  }
  span: {
    plan: string
    subject: number
    indicator: string
    basis: Basis
    from_on: string
    to_on: string
    value: string
    organisation: number | null
    observation: number
  }
  standing: StandingTable
  day_delta: {
    plan: string
    indicator: string
    basis: Basis
    scope: number
    member: string
    value: string
    day: string
    n: number
    households: number
    floor_area: number
  }
  seal: { plan: string; seq: number; previous: Uint8Array | null; hash: Uint8Array }
  broken_seal: { plan: string; seq: number }
  idempotency: { key: string; plan: string; seq: number; request_sha256: string; answer: unknown }
  schema_migration: { name: string; sha256: string; applied_at: Generated<string> }
}

export interface StandingTable {
  plan: string
  subject: number
  indicator: string
  basis: Basis
  from_on: string
  to_on: string
  value: string
  organisation: number | null
  community: number | null
  member: '' | 'baseline' | 'addition'
  households: number
  floor_area: number
}

export type Db = Kysely<Database>
export type Trx = Transaction<Database>
