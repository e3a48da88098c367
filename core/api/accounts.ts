import Type, { type Static } from 'typebox'
import { ADMINISTERS } from '../accounts/permissions.ts'
import { Moment, Nullable, PlanId, SubjectId } from './common.ts'
import { Text } from './text.ts'

const strict = { additionalProperties: false } as const

/** What a person signs in with: pinyin initials or the like, never a phone number; it stays in every trace for ever. */
export const AccountId = Type.String({ pattern: '^[a-z][a-z0-9._-]{1,31}$' })
export const NewPassword = Type.String({ minLength: 1, maxLength: 200 })

/** The roles a person can be given. */
export const GivenRole = Type.Enum(['administrator', 'office', 'town', 'community', 'unit', 'assessor', 'leader'])
export type GivenRole = Static<typeof GivenRole>

export const Grant = Type.Object({ plan: PlanId, subject: SubjectId }, strict)
export type Grant = Static<typeof Grant>

const Administers = Nullable(Type.Enum([...ADMINISTERS]))

export const Account = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: GivenRole,
  administers: Administers,
  enabled: Type.Boolean(),
  created_at: Moment,
  /** Whether the person has chosen a password. */
  joined: Type.Boolean(),
  seen_at: Nullable(Moment),
  locked_until: Nullable(Moment),
  has_totp: Type.Boolean(),
  grants: Type.Array(Type.Object({ plan: PlanId, subject: SubjectId, name: Type.String() })),
})
export type Account = Static<typeof Account>

export const AccountParams = Type.Object({ account: AccountId }, strict)

/** What an account is: its role and where it writes. */
export const AccountPlace = Type.Object(
  {
    role: GivenRole,
    administers: Type.Optional(Administers),
    grants: Type.Array(Grant, { maxItems: 50 }),
  },
  strict,
)
export type AccountPlace = Static<typeof AccountPlace>

export const Invite = Type.Object({ id: AccountId, name: Text(80), ...AccountPlace.properties }, strict)
export type Invite = Static<typeof Invite>

export const SetEnabled = Type.Object({ enabled: Type.Boolean() }, strict)

/** A one-time link to hand to a person; shown once. */
export const OneTimeLink = Type.Object({ path: Type.String(), expires_at: Moment })
export type OneTimeLink = Static<typeof OneTimeLink>

/** Where an account can be made to write, in one plan. */
export const GrantPlace = Type.Object({
  subject: SubjectId,
  kind: Type.Enum(['division', 'organisation']),
  level: Nullable(Type.String()),
  name: Type.String(),
})
export type GrantPlace = Static<typeof GrantPlace>

export const Device = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  created_at: Moment,
  created_by: Type.String(),
  revoked_at: Nullable(Moment),
})
export type Device = Static<typeof Device>
export const NewDevice = Type.Object({ name: Text(80) }, strict)
export const DeviceParams = Type.Object({ id: Type.Integer({ minimum: 1 }) }, strict)
/** The address that makes a screen this device; shown once. */
export const DeviceLink = Type.Object({ id: Type.Integer(), path: Type.String(), token: Type.String() })
export type DeviceLink = Static<typeof DeviceLink>
