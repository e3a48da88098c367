import Type, { type Static } from 'typebox'
import { FILE_TYPES, type FileType } from '../files/file-type.ts'
import { Moment, Nullable, PlanId, SubjectId } from './common.ts'
import { Text } from './text.ts'

export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
export const FileParams = Type.Object({ plan: PlanId, sha256: Sha256 }, { additionalProperties: false })

/** `name` is what it was called where it came from, shown as text and nothing else; `subject` is what it is a paper of. */
export const FileQuery = Type.Object(
  { name: Text(200), subject: Type.Optional(SubjectId) },
  { additionalProperties: false },
)

export const StoredFile = Type.Object({
  sha256: Sha256,
  type: Type.Enum(Object.keys(FILE_TYPES) as FileType[]),
  bytes: Type.Integer(),
  name: Type.String(),
})
export type StoredFile = Static<typeof StoredFile>

/** A paper as a list shows it; an erased one keeps its hash and says so, without its name. */
export const Paper = Type.Object({
  sha256: Sha256,
  type: StoredFile.properties.type,
  bytes: Type.Integer(),
  name: Nullable(Type.String()),
  account_name: Type.String(),
  uploaded_at: Moment,
  erased_at: Nullable(Moment),
})
export type Paper = Static<typeof Paper>

/** Up to fifty contents at once. */
export const FilesQuery = Type.Object(
  { of: Type.String({ pattern: '^[0-9a-f]{64}(,[0-9a-f]{64}){0,49}$' }) },
  { additionalProperties: false },
)

export const Reason = Type.Object({ reason: Text(500) }, { additionalProperties: false })
