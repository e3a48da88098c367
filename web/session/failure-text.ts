import { PASSWORD_FAULTS } from '#core/accounts/password-rules.ts'
import { RequestFailed } from '../api/client.ts'

/** The key of the sentence for what went wrong: of a refused password, which rule it was. */
export const failureKey = (error: unknown): string => {
  if (!(error instanceof RequestFailed)) return 'errors.internal'
  const fault = error.problem?.faults?.[0]?.code
  const known = PASSWORD_FAULTS.find(each => each === fault)
  return known ? `accounts.password.${known}` : `errors.${error.code}`
}
