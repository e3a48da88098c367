const SHOWN_BEFORE = 3
const SHOWN_AFTER = 2

/** A number of which only the ends can be read. */
export const maskPhone = (phone: string): string => {
  const hidden = phone.length - SHOWN_BEFORE - SHOWN_AFTER
  return `${phone.slice(0, SHOWN_BEFORE)}${'*'.repeat(Math.max(hidden, 1))}${hidden > 0 ? phone.slice(-SHOWN_AFTER) : ''}`
}
