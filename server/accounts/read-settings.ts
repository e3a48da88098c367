import { ACCOUNT_SETTINGS, type AccountSettings } from './settings.ts'

/** Reads how people sign in; what is wrong is added to the faults. */
export function readAccountSettings(env: NodeJS.ProcessEnv, demo: boolean, faults: string[]): AccountSettings {
  const number = (name: string, otherwise: number, least = 1) => {
    const value = Number(env[name] || otherwise)
    if (!Number.isInteger(value) || value < least) faults.push(`${name} 应为不小于 ${least} 的整数`)
    return value
  }
  const choice = <T extends string>(name: string, choices: readonly T[]): T => {
    const value = (env[name] || choices[0]) as T
    if (!choices.includes(value)) faults.push(`${name} 只能是 ${choices.join('、')}`)
    return value
  }
  const { password, ...rest } = ACCOUNT_SETTINGS
  return {
    demo,
    password: {
      length: number('PASSWORD_LENGTH', password.length, 8),
      classes: number('PASSWORD_CLASSES', password.classes),
      days: number('PASSWORD_DAYS', password.days, 0),
      earlier: number('PASSWORD_EARLIER', password.earlier, 0),
    },
    attempts: number('SIGN_IN_ATTEMPTS', rest.attempts),
    lock_minutes: number('LOCK_MINUTES', rest.lock_minutes),
    idle_minutes: number('IDLE_MINUTES', rest.idle_minutes),
    session_hours: number('SESSION_HOURS', rest.session_hours),
    link_hours: number('LINK_HOURS', rest.link_hours),
    totp: choice('TOTP', ['off', 'administrators', 'all']),
    separate_administrators: choice('SEPARATE_ADMINISTRATORS', ['off', 'on']) === 'on',
    tls: choice('TLS', ['off', 'on']) === 'on',
  }
}
