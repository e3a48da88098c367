import { isWeak } from './weak-passwords.ts'

/** What a county asks of a password; the defaults are those of GB/T 22239-2019 (身份鉴别) as counties carry it out. */
export interface PasswordRules {
  /** Characters at least. */
  length: number
  /** Of capital letters, small letters, digits and signs, at least so many kinds. */
  classes: number
}

export const PASSWORD_FAULTS = ['too_short', 'too_plain', 'too_known', 'own_name', 'used_before'] as const
export type PasswordFault = (typeof PASSWORD_FAULTS)[number]

const CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]

/** Why a password is refused; null where it is not. Whether it was used before only the server knows. */
export function passwordFault(password: string, account: string, rules: PasswordRules): PasswordFault | null {
  if ([...password].length < rules.length) return 'too_short'
  if (CLASSES.filter(one => one.test(password)).length < rules.classes) return 'too_plain'
  if (isWeak(password)) return 'too_known'
  if (account.length >= 3 && password.toLowerCase().includes(account.toLowerCase())) return 'own_name'
  return null
}
