import type { Reloaded } from './what-to-do.ts'

const KEY = 'fullcover:reloaded'

/** Remembers, for this tab, for which build it is loaded anew. */
export const rememberReload = (reloaded: Reloaded): boolean => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(reloaded))
    return true
  } catch {
    return false
  }
}

export const lastReload = (): Reloaded | null | 'unknown' => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Reloaded | null
  } catch {
    return 'unknown'
  }
}
