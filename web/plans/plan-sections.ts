import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { PlanSection, Teller } from './plan-section.ts'
import { cases } from './sections/cases.ts'
import { declared, phases, rosters, targets } from './sections/course.ts'
import { ranking } from './sections/ranking.ts'
import { rubrics } from './sections/rubrics.ts'
import { classification, indicators, modes } from './sections/rules.ts'
import { bodies, bulletins, meetings, notes, notices, papers } from './sections/setting.ts'
import { terms } from './sections/terms.ts'
import { consequences, funds, measures, staffing, votes } from './sections/work.ts'

const SECTIONS = [
  terms,
  phases,
  targets,
  rosters,
  declared,
  modes,
  classification,
  indicators,
  ranking,
  measures,
  rubrics,
  cases,
  consequences,
  funds,
  staffing,
  votes,
  bodies,
  meetings,
  notices,
  bulletins,
  papers,
  notes,
] satisfies ((teller: Teller) => PlanSection)[]

/** The document as the plan page reads it, from top to bottom; what a plan does not have is left out. */
export const planSections = (
  plan: PlanDocument,
  words: Teller['words'],
  planWords: Teller['planWords'],
): PlanSection[] =>
  SECTIONS.map(section => section({ plan, words, planWords })).filter(
    ({ rows, words: said }) => rows.length > 0 || said,
  )
