/** A meeting is being held there: nothing moves, and nothing is said. */
const MEETINGS = new Set(['meeting', 'follow'])

/** A person who looked away for so long has left the wall to itself. */
const UNATTENDED_MS = 60_000
/** A page that did not become the new one is not loaded again and again. */
const AGAIN_MS = 3_600_000

export interface Reloaded {
  build: string
  at: number
}

export interface Circumstances {
  /** The route's name. */
  route: string
  is_display: boolean
  /** Whether a field or a dialog is open. */
  is_editing: boolean
  idle_ms: number
  served: string
  now: number
  /** When the page last reloaded by itself, and for which build; 'unknown' where the browser keeps nothing. */
  reloaded: Reloaded | null | 'unknown'
}

/** What an old page does: a wall nobody is at loads itself anew, a meeting is left in peace, everybody else is told. */
export const whatToDo = (page: Circumstances): 'reload' | 'wait' | 'tell' => {
  const { route, is_display, is_editing, idle_ms } = page
  if (MEETINGS.has(route)) return 'wait'
  if ((route !== 'wall' && !is_display) || hasTried(page)) return 'tell'
  if (is_editing || (!is_display && idle_ms < UNATTENDED_MS)) return 'wait'
  return 'reload'
}

const hasTried = ({ reloaded, served, now }: Circumstances): boolean =>
  reloaded === 'unknown' || (reloaded?.build === served && now - reloaded.at < AGAIN_MS)
