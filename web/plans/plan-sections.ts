import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { PlanSection, Teller } from './plan-section.ts'
import { declared, phases, rosters, targets } from './sections/course.ts'
import { classification, indicators, modes, ranking } from './sections/rules.ts'
import { cases, rubrics } from './sections/scoring.ts'
import { bodies, meetings, notes, notices, papers } from './sections/setting.ts'
import { consequences, funds, measures, staffing, votes } from './sections/work.ts'

const SECTIONS = [
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
