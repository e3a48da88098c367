import Type, { type Static } from 'typebox'
import { PERMISSIONS, ROLES } from '../accounts/permissions.ts'
import { Nullable, PlanId, SubjectId } from './common.ts'

/** Who is signed in, what they may do, and where: the divisions and organisations they write for, by plan. Empty: wherever their role writes. */
export const Session = Type.Object({
  who: Nullable(Type.Object({ id: Type.String(), name: Type.String(), role: Type.Enum([...ROLES]) })),
  may: Type.Array(Type.Enum([...PERMISSIONS])),
  grants: Type.Array(Type.Object({ plan: PlanId, subject: SubjectId })),
  /** Whether a first administrator was made; until then only this machine writes. */
  opened: Type.Boolean(),
  /** Whether this server shows demo counties, where anybody may try any role. */
  demo: Type.Boolean(),
})
export type Session = Static<typeof Session>
