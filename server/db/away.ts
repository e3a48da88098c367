const NETWORK = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]
/** What the database's driver says without a code. */
const SAID = /timeout exceeded when trying to connect|Connection terminated|not queryable|timeout expired/

/** Whether an error says that the database cannot be reached or takes nobody in, and may do so again by itself. */
export const isAway = ({
  code = '',
  message = '',
  syscall,
}: {
  code?: string
  message?: string
  syscall?: string
}): boolean =>
  NETWORK.includes(code) ||
  (code === 'ENOENT' && syscall === 'connect') ||
  /^(08|53|57P|55000)/.test(code) ||
  SAID.test(message)
