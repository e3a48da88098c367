import type { Generated } from 'kysely'
import type { BulletinFileKind, BulletinForm } from '#core/api/bulletins.ts'
import type { Case, CaseStepKind } from '#core/api/cases.ts'
import type { ClosingStep } from '#core/api/closings.ts'
import type { NoticeStep } from '#core/api/notices.ts'
import type { Pack, PackPart } from '#core/api/packs.ts'
import type { PartType } from '#core/packs/part-type.ts'

/** Meetings, the figures taken for them, what is noted and what is handed out. */
export interface MeetingTables {
  pack: {
    id: Generated<number>
    plan: string
    closing: number
    account: string
    state: Pack['state']
    zip_sha256: string | null
    zip_bytes: number | null
  }
  pack_part: {
    pack: number
    name: string
    place: number
    kind: PackPart['kind']
    of: string | null
    made_by: PackPart['made_by']
    optional: boolean
    title: string
    sha256: string | null
    bytes: number | null
    type: PartType | null
  }
  meeting: { id: Generated<number>; plan: string; seq: number; kind: string; month: string }
  meeting_revision: { plan: string; seq: number; meeting: number; version: number; document: string }
  closing: {
    id: Generated<number>
    plan: string
    seq: number
    purpose: string
    meeting: number | null
    title: string
    from_on: string
    as_of: string
    supersedes: number | null
    reason: string | null
    account: string
  }
  closing_step: {
    id: Generated<number>
    plan: string
    seq: number
    closing: number
    kind: ClosingStep['kind']
    account: string
    subject: number | null
    text: string | null
    answers_sha256: string | null
  }
  bulletin: { id: Generated<number>; plan: string; seq: number; closing: number; template: string; form: BulletinForm }
  bulletin_revision: { plan: string; seq: number; bulletin: number; version: number; text: string }
  bulletin_issue: {
    bulletin: number
    plan: string
    seq: number
    template: string
    version: number
    year: number
    number: number
    issued_on: string
    known_seq: number
  }
  bulletin_file: { bulletin: number; plan: string; seq: number; kind: BulletinFileKind; sha256: string; bytes: number }
  case_file: {
    id: Generated<number>
    plan: string
    seq: number
    kind: Case['kind']
    meeting: number | null
    text: string
    owner: number | null
    subject: number | null
    at: string | null
    due_on: string | null
    files: Generated<string[]>
    account: string
  }
  case_step: {
    id: Generated<number>
    plan: string
    seq: number
    case_file: number
    kind: CaseStepKind
    account: string
    text: string | null
    owner: number | null
    due_on: string | null
    files: Generated<string[]>
  }
  meeting_record: {
    id: Generated<number>
    plan: string
    seq: number
    meeting: number
    kind: 'closed' | 'reopened'
    account: string
    reason: string | null
  }
  public_notice: {
    id: Generated<number>
    plan: string
    seq: number
    template: string
    closing: number
    title: string
    place: string
    from_on: string
    to_on: string
    token: string
    text: string
    account: string
  }
  notice_step: {
    id: Generated<number>
    plan: string
    seq: number
    notice: number
    kind: NoticeStep['kind']
    account: string
    text: string | null
    files: Generated<string[]>
    answers: number | null
  }
}
