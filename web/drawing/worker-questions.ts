import type { AreaContents } from '#core/api/areas.ts'
import { checkArea } from '#core/areas/check-area.ts'
import { contentsOf } from '#core/areas/contents.ts'
import type { AreaIssue } from '#core/areas/issues.ts'
import { proposeBoundary } from '#core/areas/propose-boundary.ts'

type Checked = Parameters<typeof checkArea>[0]
type Compounds = Parameters<typeof contentsOf>[2]

/** What the worker is asked, by name. */
export const QUESTIONS = {
  judge: ({ check, compounds }: { check: Checked; compounds: Compounds }): Judgement => ({
    issues: checkArea(check),
    contents: contentsOf(check.shape, check.picks, compounds, check.kind),
  }),
  propose: proposeBoundary,
}
export interface Judgement {
  issues: readonly AreaIssue[]
  contents: AreaContents
}
export type Questions = { [Q in keyof typeof QUESTIONS]: Parameters<(typeof QUESTIONS)[Q]>[0] }
export type Answers = { [Q in keyof typeof QUESTIONS]: ReturnType<(typeof QUESTIONS)[Q]> }
