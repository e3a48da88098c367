import type { Generated, Kysely, Transaction } from 'kysely'
import type { Administers, Role } from '#core/accounts/permissions.ts'
import type { Basis, SubjectKind } from '#core/api/common.ts'
import type { ContactRole } from '#core/api/contacts.ts'
import type { FileType } from '#core/files/file-type.ts'
import type { AreaTables } from './area-tables.ts'
import type { MeetingTables } from './meeting-tables.ts'

/** One interface per table of migrations/; days and moments are ISO text, see parsers.ts. */
export interface Database extends AreaTables, MeetingTables {
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
  account: {
    id: string
    name: string
    role: Role
    enabled: Generated<boolean>
    demo: Generated<boolean>
    administers: Administers | null
    created_at: Generated<string>
  }
  account_grant: { account: string; plan: string; subject: number }
  account_secret: {
    account: string
    password: string | null
    password_at: string | null
    earlier: Generated<string[]>
    failed: Generated<number>
    locked_until: string | null
    totp: string | null
    totp_confirmed: Generated<boolean>
    totp_step: Generated<number>
  }
  account_link: { hash: Uint8Array; purpose: 'first' | 'invite' | 'reset'; account: string | null; expires_at: string }
  account_session: { hash: Uint8Array; account: string; created_at: Generated<string>; seen_at: Generated<string> }
  display_device: {
    id: Generated<number>
    name: string
    hash: Uint8Array
    demo: boolean
    created_at: Generated<string>
    created_by: string
    revoked_at: string | null
  }
  audit: {
    id: Generated<number>
    at: Generated<string>
    account: string | null
    role: string | null
    demo: Generated<boolean>
    action: string
    plan: string | null
    object: string | null
    before: unknown
    after: unknown
    ip: string | null
    code: string
  }
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
  file: {
    id: Generated<number>
    plan: string
    sha256: string
    type: FileType
    bytes: number
    name: string | null
    subject: number | null
    account: string
    uploaded_at: Generated<string>
    erased_at: string | null
    erased_by: string | null
    erased_reason: string | null
  }
  contact: {
    id: Generated<number>
    plan: string
    seq: number
    subject: number
    role: ContactRole
    name: string | null
    phone: string | null
    from_on: string
    erased_at: string | null
    erased_by: string | null
    erased_reason: string | null
  }
  contact_end: { id: Generated<number>; plan: string; seq: number; contact: number; to_on: string }
  committee_filing: {
    id: Generated<number>
    plan: string
    seq: number
    subject: number
    filed_on: string
    number: string | null
    receipt: string | null
    term_from: string
    term_to: string
  }
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
