import type { ClosingBook } from '#core/api/closings.ts'
import type { Meeting } from '#core/api/meetings.ts'
import { targetsOf } from '#core/coverage/curve.ts'
import { indicatorOf } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'

/** What a meeting shows, in this order. */
export const SCENES = ['standing', 'replay', 'ranking', 'outlook', 'site', 'cases'] as const
export type SceneKind = (typeof SCENES)[number]

export interface Scene {
  /** Its name on the stage: its kind, a site's with its place in the driving order. */
  id: string
  kind: SceneKind
  /** The compound visited. */
  subject?: number
}

type Told = { document: PlanDocument; closing: Pick<ClosingBook['closing'], 'from_on' | 'as_of'> }

/** Whether compounds are judged, day by day: a plan may speak of measures alone. */
const tellsCompounds = (document: PlanDocument) => indicatorOf(document, document.headline.indicator)?.on !== 'measure'

const isAhead = (document: PlanDocument, as_of: string) =>
  targetsOf(document, { indicator: document.headline.indicator, counted_by: 'count', scope: null }).some(
    ({ by }) => by !== null && adopted(by) >= as_of,
  )

/** The scenes of a meeting: those of the fixed ones of which the plan has something to say, one for each site. */
export function sceneList({ document, closing }: Told, meeting: Pick<Meeting, 'document'> | null): Scene[] {
  const compounds = tellsCompounds(document)
  const shown: Record<SceneKind, boolean> = {
    standing: true,
    replay: compounds && closing.from_on < closing.as_of,
    ranking: (document.ranking?.of.length ?? 0) > 0,
    outlook: compounds && isAhead(document, closing.as_of),
    site: true,
    cases: true,
  }
  const sites = meeting?.document.sites.map(({ subject }, i): Scene => ({ id: `site-${i + 1}`, kind: 'site', subject }))
  return SCENES.filter(kind => shown[kind]).flatMap(kind => (kind === 'site' ? (sites ?? []) : [{ id: kind, kind }]))
}
