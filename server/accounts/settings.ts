import type { PasswordRules } from '#core/accounts/password-rules.ts'

/** How people sign in, as the environment says; RELIABILITY and GB/T 22239-2019 give the defaults. */
export interface AccountSettings {
  /** Whether anybody may try any role on the demo plans. */
  demo: boolean
  password: PasswordRules & {
    /** Days after which a new one is due; 0 never. */
    days: number
    /** Earlier passwords that may not come back. */
    earlier: number
  }
  /** Wrong attempts after which an account is locked, and for how long. */
  attempts: number
  lock_minutes: number
  idle_minutes: number
  session_hours: number
  /** How long a link of an invitation or a reset holds. */
  link_hours: number
  /** Whose sign-in needs a code of the phone. */
  totp: 'off' | 'administrators' | 'all'
  /** Whether system, security and audit are kept by three different administrators. */
  separate_administrators: boolean
  /** Whether pages come by TLS alone, also where the request itself does not show it. */
  tls: boolean
}

export const ACCOUNT_SETTINGS: AccountSettings = {
  demo: false,
  password: { length: 10, classes: 3, days: 90, earlier: 5 },
  attempts: 5,
  lock_minutes: 10,
  idle_minutes: 30,
  session_hours: 12,
  link_hours: 72,
  totp: 'off',
  separate_administrators: false,
  tls: false,
}
