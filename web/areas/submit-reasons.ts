import { AREA_ISSUES, type AreaIssue } from '#core/areas/issues.ts'
import type { SaveState } from '../drawing/autosave.ts'

/** Why a draft cannot be submitted yet; sentences stand in the locale under areas.reasons. */
export type SubmitReason = 'conflict' | 'no_name' | 'no_town' | 'refusing_issues' | 'not_saved' | 'checking'

export interface Submittable {
  name: string
  unnamed: string
  town: number | null
  issues: readonly AreaIssue[]
  /** Whether the whole was judged, or only what moves just now. */
  checked: boolean
  saving: SaveState
}

export const refusing = (issues: readonly AreaIssue[]) => issues.filter(({ code }) => AREA_ISSUES[code] === 'refuse')

/** What keeps a draft from being submitted, first what its author can do something about. */
export const submitReasons = ({ name, unnamed, town, issues, checked, saving }: Submittable): SubmitReason[] => {
  const reasons: [SubmitReason, boolean][] = [
    ['conflict', saving === 'conflict'],
    ['no_name', name.trim() === '' || name === unnamed],
    ['no_town', town === null],
    ['refusing_issues', refusing(issues).length > 0],
    ['not_saved', saving === 'refused' || saving === 'offline'],
    ['checking', !checked],
  ]
  return reasons.flatMap(([reason, holds]) => (holds ? [reason] : []))
}
