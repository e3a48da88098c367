import Type, { type Static } from 'typebox'
import { PERMISSIONS, ROLES } from '../accounts/permissions.ts'
import { AccountId, NewPassword } from './accounts.ts'
import { Moment, Nullable, PlanId, SubjectId } from './common.ts'
import { Text } from './text.ts'

/** Who is signed in, what they may do, and where: the divisions and organisations they write for, by plan. Empty: wherever their role writes. */
export const Session = Type.Object({
  who: Nullable(Type.Object({ id: Type.String(), name: Type.String(), role: Type.Enum([...ROLES]) })),
  may: Type.Array(Type.Enum([...PERMISSIONS])),
  grants: Type.Array(Type.Object({ plan: PlanId, subject: SubjectId })),
  /** Whether a first administrator was made; until then only this machine writes. */
  opened: Type.Boolean(),
  /** Whether this server shows demo counties, where anybody may try any role. */
  demo: Type.Boolean(),
  /** Whether the account is one of the demo's: it sees and changes demo plans alone. */
  is_demo: Type.Optional(Type.Boolean()),
  /** What must be done before anything else: a new password, a second factor. */
  must: Type.Optional(Nullable(Type.Enum(['password', 'totp']))),
  /** Whether the account signs in with a code of its phone, too. */
  has_totp: Type.Optional(Type.Boolean()),
})
export type Session = Static<typeof Session>

const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })
const Code = Type.String({ pattern: '^[0-9]{6}$' })
const strict = { additionalProperties: false } as const

export const SignIn = Type.Object({ account: Text(63), password: Text(200), code: Type.Optional(Code) }, strict)
export type SignIn = Static<typeof SignIn>

/** The roles the demo offers; of the office two people, for what one of them proposes another confirms. */
export const DemoRole = Type.Enum([
  'administrator',
  'office',
  'office_second',
  'town',
  'community',
  'unit',
  'assessor',
  'leader',
])
export type DemoRole = Static<typeof DemoRole>
export const DemoSignIn = Type.Object({ role: DemoRole }, strict)

export const LinkToken = Type.Object({ token: Token }, strict)

/** What a one-time link is for. */
export const LinkPage = Type.Object({
  purpose: Type.Enum(['first', 'invite', 'reset']),
  account: Nullable(Type.String()),
  name: Nullable(Type.String()),
  expires_at: Moment,
})
export type LinkPage = Static<typeof LinkPage>

/** Uses a one-time link; the first administrator says who they are, too. */
export const UseLink = Type.Object(
  { token: Token, password: NewPassword, account: Type.Optional(AccountId), name: Type.Optional(Text(80)) },
  strict,
)

export const ChangePassword = Type.Object({ password: Text(200), new_password: NewPassword }, strict)

/** A new second factor, to be confirmed with a code; shown once. */
export const TotpSecret = Type.Object({ secret: Type.String(), address: Type.String() })
export type TotpSecret = Static<typeof TotpSecret>
export const TotpCode = Type.Object({ code: Code }, strict)
